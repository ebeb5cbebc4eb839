package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.TestRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Compressed bytes give all of their rows, or a refusal that says from where on there are none:
/// what is cut or damaged is never taken for a shorter object.
class CompressedFuzzTest {

  private static final Job LINES = _ -> Flow.read(Csv.withColumns("x")).write(JsonLines.lines());

  /// A decoder that is held against ours.
  @FunctionalInterface
  private interface Decoder {
    InputStream of(InputStream compressed) throws IOException;
  }

  @FuzzTest
  void gzipIsReadAsTheJdkReadsItOrRefused(byte[] data) {
    assertReadOrRefused("x.csv.gz", data, GZIPInputStream::new);
  }

  @FuzzTest
  void zstandardIsReadAsTheLibraryReadsItOrRefused(byte[] data) {
    assertReadOrRefused("x.csv.zst", data, ZstdInputStream::new);
  }

  private static void assertReadOrRefused(String key, byte[] data, Decoder decoder) {
    byte[] content = FuzzedRun.content(data, 0);
    TestRun run = FuzzedRun.of(LINES, key, content, 0).orElse(null);
    if (run == null || run.refusals().stream().anyMatch(CompressedFuzzTest::isOfTheCodec)) {
      return;
    }
    byte[][] decoded = {new byte[0]};
    if (content.length > 0) {
      assertThatCode(
              () -> {
                try (InputStream in = decoder.of(new ByteArrayInputStream(content))) {
                  decoded[0] = in.readAllBytes();
                }
              })
          .doesNotThrowAnyException();
    }
    TestRun plain = FuzzedRun.of(LINES, "x.csv", decoded[0], 0).orElseThrow();
    // The JDK takes a member behind zero bytes for garbage, and leaves it out without a word.
    assertThat(run.output()).startsWith(plain.output());
    assertThat(run.counts().read()).isGreaterThanOrEqualTo(plain.counts().kept());
  }

  private static boolean isOfTheCodec(Refusal refusal) {
    return refusal.reason().contains("cannot be decoded from here to the end of the object");
  }

  /// Rows are packed into several members or frames, which then lose their end or one of their
  /// bytes.
  ///
  /// @param data the codec and the kind of damage, where it is done (two bytes), with what, and the
  ///   text: a line a member
  @FuzzTest
  void damageIsNeverReadAsIfThereWereNone(byte[] data) throws IOException {
    if (data.length < 4) {
      return;
    }
    boolean gzip = (data[0] & 1) == 0;
    boolean cut = (data[0] & 2) == 0;
    List<Integer> ends = new ArrayList<>();
    byte[] content = FuzzedRun.content(data, 4);
    byte[] packed = pack(content, gzip, ends);
    int at = packed.length == 0 ? 0 : ((data[1] & 0xFF) << 8 | data[2] & 0xFF) % packed.length;
    byte[] damaged = cut ? Arrays.copyOf(packed, at) : packed.clone();
    if (!cut && packed.length > 0) {
      damaged[at] ^= data[3];
    }
    String key = gzip ? "x.csv.gz" : "x.csv.zst";
    TestRun run = FuzzedRun.of(LINES, key, damaged, 0).orElse(null);
    TestRun whole = FuzzedRun.of(LINES, "x.csv", content, 0).orElse(null);
    // Between two members nothing tells that there was a further one.
    boolean betweenMembers = cut && (at == 0 || ends.contains(at));
    if (run == null || whole == null || betweenMembers) {
      return;
    }
    if (run.refusals().stream().noneMatch(CompressedFuzzTest::isOfTheCodec)) {
      assertThat(cut && at < packed.length).isFalse();
      assertThat(run.output()).isEqualTo(whole.output());
      assertThat(run.counts()).isEqualTo(whole.counts());
    } else if (cut) {
      assertThat(whole.output()).startsWith(run.output());
    }
  }

  private static byte[] pack(byte[] content, boolean gzip, List<Integer> ends) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n' || i + 1 == content.length) {
        byte[] part = Arrays.copyOfRange(content, start, i + 1);
        packed.writeBytes(gzip ? gzip(part) : zstandard(part));
        ends.add(packed.size());
        start = i + 1;
      }
    }
    return packed.toByteArray();
  }

  private static byte[] gzip(byte[] part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(part);
    }
    return out.toByteArray();
  }

  private static byte[] zstandard(byte[] part) {
    try (var context = new com.github.luben.zstd.ZstdCompressCtx()) {
      return context.setChecksum(true).setLevel(Zstd.minCompressionLevel()).compress(part);
    }
  }
}
