package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CompressedInputTest {

  private static final Job COPY = _ -> Flow.read(Csv.withHeader()).write(Csv.withHeader());

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(",value ").append(i * 7919L % 1000).append('\n');
    }
    return text.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void readsAllMembersOfGzip() throws IOException {
    byte[] content = join(gzip("a,b\n" + rows(0, 3)), gzip(""), gzip(rows(3, 5)), new byte[100]);
    TestRun run = JobTester.of(COPY).input("x.csv.gz", content).run();
    assertThat(run.output()).isEqualTo("a,b\n" + rows(0, 5));
    assertThat(run.refusals()).isEmpty();
  }

  @Test
  void readsAllFramesOfZstandard() {
    byte[] first = Zstd.compress(("a,b\n" + rows(0, 3)).getBytes(StandardCharsets.UTF_8));
    byte[] second = Zstd.compress(rows(3, 5).getBytes(StandardCharsets.UTF_8));
    TestRun run = JobTester.of(COPY).input("x.csv.zst", join(first, second)).run();
    assertThat(run.output()).isEqualTo("a,b\n" + rows(0, 5));
  }

  @Test
  void keepsRowsBeforeTheEndOfCutGzipAndRefusesTheRestOnce() throws IOException {
    String text = "a,b\n" + rows(0, 3_000);
    byte[] whole = gzip(text);
    for (int length = whole.length / 2; length < whole.length; length += 97) {
      TestRun run = JobTester.of(COPY).input("x.csv.gz", Arrays.copyOf(whole, length)).run();
      assertCut(run, text);
    }
    assertCut(
        JobTester.of(COPY).input("x.csv.gz", Arrays.copyOf(whole, whole.length - 1)).run(), text);
  }

  @Test
  void keepsRowsBeforeTheEndOfCutZstandardAndRefusesTheRestOnce() {
    String text = "a,b\n" + rows(0, 40_000);
    byte[] whole = Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    TestRun run =
        JobTester.of(COPY).input("x.csv.zst", Arrays.copyOf(whole, whole.length - 10)).run();
    assertCut(run, text);
  }

  private static void assertCut(TestRun run, String text) {
    assertThat(text).startsWith(run.output());
    assertThat(run.refusals()).hasSize(1);
    Refusal refusal = run.refusals().getFirst();
    assertThat(refusal.reason()).contains("cannot be decoded from here");
    assertThat(refusal.startByte()).isEqualTo(run.output().length());
    assertThat(run.counts())
        .isEqualTo(new RowCounts(run.counts().kept() + 1, run.output().lines().count() - 1, 0, 1));
  }

  @Test
  void refusesGzipWithDamage() throws IOException {
    byte[] content = gzip("a,b\n" + rows(0, 3));
    content[content.length - 6] ^= 1;
    TestRun run = JobTester.of(COPY).input("x.csv.gz", content).run();
    assertThat(run.output()).isEqualTo("a,b\n" + rows(0, 3));
    assertThat(run.refusals().getFirst().reason()).contains("checksum");

    byte[] trailing = join(gzip("a,b\n" + rows(0, 3)), "tail".getBytes(StandardCharsets.UTF_8));
    TestRun second = JobTester.of(COPY).input("x.csv.gz", trailing).run();
    assertThat(second.refusals().getFirst().reason()).contains("no gzip");
  }

  @Test
  void refusesGzipWhoseHeaderIsDamaged() throws IOException {
    byte[] reserved = gzip("a\n1\n");
    reserved[3] = (byte) 0x80;
    byte[] checksum = gzip("a\n1\n");
    checksum[3] = 2; // the bytes behind the header are then taken for its checksum
    for (byte[] content : List.of(reserved, checksum)) {
      Job job = _ -> Flow.read(Csv.withColumns("a")).write(Csv.withHeader());
      TestRun run = JobTester.of(job).input("x.csv.gz", content).run();
      assertThat(run.output()).isEmpty();
      assertThat(run.refusals().getFirst().reason()).containsAnyOf("flags", "gzip header");
    }
  }

  @Test
  void writesWhatItReads() throws IOException {
    Job gzip = _ -> Flow.read(Csv.withHeader()).write(Csv.withHeader().gzip());
    String text = "a,b\n" + rows(0, 50_000);
    TestRun run = JobTester.of(gzip).input(text).run();
    assertThat(run.suffix()).isEqualTo(".csv.gz");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(run.bytes()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
    Job zstd = _ -> Flow.read(Csv.withHeader()).write(Csv.withHeader().zstd());
    byte[] written = JobTester.of(zstd).input(text).run().bytes();
    assertThat(JobTester.of(COPY).input("x.csv.zst", written).run().output()).isEqualTo(text);
  }
}
