package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.job.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Joins the outputs of several workers to one.
final class Outputs {

  private Outputs() {}

  /// All of them one after the other, and of headers the first one only. Members and frames of
  /// compressed outputs may follow each other as they are.
  static byte[] join(CompiledFlow flow, List<byte[]> outputs) throws IOException {
    String suffix = flow.outputSuffix();
    boolean cutHeaders = flow.outputHasHeader() && suffix.indexOf('.', 1) < 0;
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] output : outputs) {
      int from = cutHeaders && joined.size() > 0 ? headerBytes(suffix, output) : 0;
      joined.write(output, from, output.length - from);
    }
    return joined.toByteArray();
  }

  private static int headerBytes(String suffix, byte[] output) throws IOException {
    MemoryObject object = new MemoryObject("output" + suffix, output);
    try (RowReader reader =
        new RowReaders(Format.byKey()).openStart(object, Long.MAX_VALUE, ReadLimits.DEFAULT)) {
      return (int) reader.nextRowByte();
    }
  }
}
