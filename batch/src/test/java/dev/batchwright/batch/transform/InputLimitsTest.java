package dev.batchwright.batch.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What would take more memory than a worker has is refused, and the refusal names the limit: at
/// the limit, one below and one above it.
class InputLimitsTest {

  private static final Job CSV = _ -> Flow.read(Csv.withColumns("x")).write(JsonLines.lines());
  private static final Job JSON =
      _ -> Flow.read(JsonLines.lines()).select("x").write(JsonLines.lines());
  private static final int ROW_BYTES = ReadLimits.DEFAULT.rowBytes();

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aRowIsAtMostAsLongAsTheLimit(int more) {
    String csv = "a\n" + "b".repeat(ROW_BYTES + more) + "\nc\n";
    assertLongRow(JobTester.of(CSV).input("x.csv", csv).run(), more, 2, 2);
    String json = "{}\n{\"x\":\"" + "b".repeat(ROW_BYTES + more - 8) + "\"}\n{}\n";
    assertLongRow(JobTester.of(JSON).input("x.jsonl", json).run(), more, 2, 3);
  }

  private static void assertLongRow(TestRun run, int more, int others, long startByte) {
    assertThat(run.counts().kept()).isEqualTo(others + (more > 0 ? 0 : 1));
    if (more > 0) {
      Refusal refusal = run.refusals().getFirst();
      assertThat(refusal.reason())
          .isEqualTo(
              "row is longer than the limit of %d bytes (it has %d)"
                  .formatted(ROW_BYTES, ROW_BYTES + more));
      assertThat(refusal.startByte()).isEqualTo(startByte);
    } else {
      assertThat(run.refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257})
  void jsonIsAtMostAsDeepAsTheLimit(int depth) {
    String row = "{\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}\n";
    TestRun run = JobTester.of(JSON).input("x.jsonl", row + "{}\n").run();
    assertThat(run.counts().quarantined()).isEqualTo(depth > 256 ? 1 : 0);
    run.refusals()
        .forEach(it -> assertThat(it.reason()).contains("nested more than 256 deep", "at byte"));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537})
  void aHeaderHasAtMostAsManyColumnsAsTheLimit(int columns) {
    StringBuilder text = new StringBuilder("c0");
    for (int i = 1; i < columns; i++) {
      text.append(",c").append(i);
    }
    text.append('\n').append(",".repeat(columns - 1)).append('\n');
    Job job = _ -> Flow.read(Csv.withHeader()).select("c0").write(JsonLines.lines());
    JobTester tester = JobTester.of(job).input("x.csv", text.toString());
    if (columns > 65_536) {
      assertThatThrownBy(tester::run)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("x.csv@1 byte 0] header has 65537 columns; the limit is 65536");
    } else {
      assertThat(tester.run().counts().kept()).isEqualTo(1);
    }
  }

  /// A gigabyte in one row, out of a megabyte or less: it is read past in a few megabytes.
  @ParameterizedTest
  @ValueSource(strings = {"x.csv.gz", "x.csv.zst", "x.jsonl.gz"})
  void aRowOfMoreThanAnyMemoryIsRefusedAndReadPast(String key) throws IOException {
    long rowBytes = 300L << 20;
    boolean csv = key.contains("csv");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        key.endsWith("gz") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
      out.write((csv ? "a\n\"" : "{}\n\"").getBytes(StandardCharsets.UTF_8));
      byte[] piece = new byte[1 << 20];
      Arrays.fill(piece, (byte) 'b');
      for (long i = 1; i < rowBytes; i += piece.length) {
        out.write(piece);
      }
    }
    TestRun run = JobTester.of(csv ? CSV : JSON).input(key, packed.toByteArray()).run();
    assertThat(run.counts().kept()).isEqualTo(1);
    assertThat(run.refusals()).hasSize(1);
    assertThat(run.refusals().getFirst().reason())
        .startsWith("row is longer than the limit of 8388608 bytes (it has 314572801)");
  }

  /// Short rows that unpack without end are ended by how much there is of them, whatever the ratio.
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aCompressedObjectUnpacksIntoAtMostAsMuchAsTheLimit(int more) throws IOException {
    int limitBytes = 4 << 20;
    for (String key : List.of("x.csv.gz", "x.csv.zst", "x.csv")) {
      byte[] rows = "0\n".repeat(limitBytes).substring(0, limitBytes + more).getBytes(UTF_8);
      JobTester tester =
          JobTester.of(CSV)
              .input(key, key.endsWith("v") ? rows : packed(key, rows))
              .limits(new WorkerLimits(1 << 16, new ReadLimits(1 << 10, limitBytes)));
      if (more > 0 && !key.endsWith("v")) {
        assertThatThrownBy(tester::run)
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining(key)
            .hasMessageContaining("decoded byte 4194304]")
            .hasMessageContaining("more than the limit of 4194304 bytes (option maxDecodedBytes)")
            .hasMessageContaining("--max-decoded");
      } else {
        assertThat(tester.run().counts().kept()).isEqualTo((rows.length + 1) / 2);
      }
    }
  }

  private static byte[] packed(String key, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        key.endsWith("gz") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void aZstandardWindowLargerThanTheLimitIsRefusedByIt() {
    byte[] frame = {
      0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) (21 << 3), 0x21, 0, 0, 97, 10, 98, 10
    };
    TestRun run = JobTester.of(CSV).input("x.csv.zst", frame).run();
    assertThat(run.refusals().getFirst().reason())
        .contains("window is larger than the limit of 128 MiB", "--long=27");
  }
}
