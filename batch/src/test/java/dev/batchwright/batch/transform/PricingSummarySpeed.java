package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.job.PricingSummary;
import dev.batchwright.job.Settings;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Measures one core on the pricing summary; not a test. Arguments: TPC-H lineitem as CSV, and how
/// many times.
final class PricingSummarySpeed {

  private PricingSummarySpeed() {}

  private record FileBytes(Path path, long sizeBytes) implements ObjectBytes {
    @Override
    public String place() {
      return path.toString();
    }

    @Override
    public InputStream open(long startByte, long expectedEndByte) throws IOException {
      FileInputStream in = new FileInputStream(path.toFile());
      in.skipNBytes(startByte);
      return in;
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    long size = Files.size(path);
    CompiledFlow flow = CompiledFlow.compile(new PricingSummary(), Settings.none());
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      long start = System.nanoTime();
      long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      Reducer reducer = flow.reducer(WorkerLimits.DEFAULT, output, KeySink.NOWHERE);
      Mapper mapper =
          flow.mapper(
              WorkerLimits.DEFAULT,
              Map.of(),
              new Outlets(
                  OutputStream.nullOutputStream(),
                  (bytes, from, keyEnd, to) -> reducer.accept(bytes, from, keyEnd, to),
                  refusal -> System.out.println(refusal),
                  KeySink.NOWHERE));
      InputObject object = new InputObject("local", path.toString(), "1", Optional.empty(), size);
      var account =
          mapper.scan(
              new FileBytes(path, size), new Segment(object, 0, size), OptionalLong.empty());
      mapper.finish();
      reducer.finish();
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
      System.out.printf(
          "%.2f s, %.0f MB/s; on the core %.2f s, %.0f MB/s; %s%n",
          seconds, size / seconds / 1e6, cpu, size / cpu / 1e6, account.rows());
      if (i == 0) {
        System.out.print(output);
      }
    }
  }
}
