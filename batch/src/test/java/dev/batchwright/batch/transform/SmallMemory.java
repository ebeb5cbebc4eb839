package dev.batchwright.batch.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/// A worker's reading, in a JVM that has too little memory for what it reads: one object a call, a
/// line for each refusal or for the failure.
final class SmallMemory {

  private static final Job CSV = _ -> Flow.read(Csv.withColumns("x")).write(JsonLines.lines());
  private static final Job JSON =
      _ -> Flow.read(JsonLines.lines()).select("x").write(JsonLines.lines());
  private static final WorkerLimits LIMITS =
      new WorkerLimits(1 << 16, new ReadLimits(ReadLimits.DEFAULT.rowBytes(), 2L << 30));
  private static final int PIECE = 1 << 20;

  private SmallMemory() {}

  public static void main(String[] args) throws IOException {
    byte[] letters = "b".repeat(PIECE).getBytes(UTF_8);
    byte[] rows = "0\n".repeat(PIECE / 2).getBytes(UTF_8);
    byte[] deep = ("{\"x\":" + "[".repeat(7 * PIECE)).getBytes(UTF_8);
    WorkerLimits few =
        new WorkerLimits(1 << 16, new ReadLimits(ReadLimits.DEFAULT.rowBytes(), 16L << 20));
    read(CSV, LIMITS, new RepeatedBytes("row.csv", letters, 1 << 10));
    read(JSON, LIMITS, new RepeatedBytes("row.jsonl", letters, 1 << 8));
    read(JSON, LIMITS, new RepeatedBytes("deep.jsonl", deep, 1));
    read(CSV, LIMITS, new RepeatedBytes("row.csv.gz", gzip(letters), 1 << 8));
    read(CSV, few, new RepeatedBytes("rows.csv.gz", gzip(rows), 1 << 10));
    read(CSV, few, new RepeatedBytes("rows.csv.zst", zstandard(rows, 20), 1 << 10));
    read(CSV, LIMITS, new RepeatedBytes("row.csv.zst", zstandard(letters, 27), 1 << 8));
    read(CSV, LIMITS, new RepeatedBytes("window.csv.zst", hugeWindow(), 1));
  }

  private static void read(Job job, WorkerLimits limits, ObjectBytes object) throws IOException {
    String key = object.place().substring("s3://in/".length(), object.place().indexOf('@'));
    InputObject input = new InputObject("in", key, "1", Optional.empty(), object.sizeBytes());
    CompiledFlow flow = CompiledFlow.compile(job, Settings.none());
    Outlets outlets =
        new Outlets(
            OutputStream.nullOutputStream(),
            (_, _, _, _) -> {},
            refusal -> System.out.println(key + ": " + refusal.reason()),
            new KeySink(0, (_, _, _, _) -> {}));
    try {
      flow.bind(flow.check(object, limits.reading()))
          .mapper(limits, Map.of(), outlets)
          .scan(object, new Segment(input, 0, object.sizeBytes()), OptionalLong.empty());
    } catch (BatchException e) {
      System.out.println(key + ": " + e.getMessage());
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zstandard(byte[] bytes, int windowLog) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = new com.github.luben.zstd.ZstdOutputStream(packed)) {
      out.setLong(windowLog);
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /// A frame's header that asks for a window of 2 TiB (RFC 8878, 3.1.1.1.2), and a block.
  private static byte[] hugeWindow() {
    return new byte[] {
      0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) (31 << 3), 0x21, 0, 0, 97, 10, 98, 10
    };
  }
}
