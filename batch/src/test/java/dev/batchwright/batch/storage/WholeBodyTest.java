package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole objects are held against the checksum that S3 has of them.
final class WholeBodyTest {

  private static final S3Location AT = new S3Location("data", "plan.json");
  private static final byte[] GOOD = "{\"run\":\"r\"}".getBytes(StandardCharsets.UTF_8);

  private static byte[] flipped() {
    byte[] bad = GOOD.clone();
    bad[3] ^= 1;
    return bad;
  }

  private static FakeS3.Answer answer(byte[] body, ObjectChecksum checksum) {
    return FakeS3.Answer.of(200, body)
        .with(
            "x-amz-checksum-" + checksum.algorithm().name().toLowerCase(Locale.ROOT),
            checksum.base64());
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedBitIsReadAgain(CrcAlgorithm algorithm) {
    int[] tries = {0};
    ObjectChecksum good = algorithm.of(GOOD, 0, GOOD.length);
    FakeS3 s3 = new FakeS3(_ -> answer(tries[0]++ < 2 ? flipped() : GOOD, good));
    RequestCounter counter = new RequestCounter();
    assertThat(s3.storage().counted(counter).get(AT)).contains(GOOD);
    assertThat(counter.counts()).containsEntry(RequestKind.GET, 3L);
    assertThat(s3.requests.getFirst().firstMatchingHeader("x-amz-checksum-mode"))
        .contains("ENABLED");
  }

  @Test
  void bitsThatStayFlippedAreSaidSo() {
    ObjectChecksum good = CrcAlgorithm.CRC32C.of(GOOD, 0, GOOD.length);
    ObjectChecksum bad = CrcAlgorithm.CRC32C.of(flipped(), 0, GOOD.length);
    FakeS3 s3 = new FakeS3(_ -> answer(flipped(), good));
    assertThatThrownBy(() -> s3.storage().get(AT))
        .isInstanceOf(TransientException.class)
        .hasMessageContainingAll(
            "GET s3://data/plan.json", "got CRC32C " + bad.base64(), "expected " + good);
    assertThat(s3.requests).hasSize(Retries.MAX_ATTEMPTS);
  }

  @Test
  void aChecksumOfPartsOrNoneSaysNothing() {
    FakeS3 parts =
        new FakeS3(_ -> FakeS3.Answer.of(200, GOOD).with("x-amz-checksum-crc32c", "AAAAAA==-3"));
    assertThat(parts.storage().get(AT)).contains(GOOD);
    assertThat(new FakeS3(_ -> FakeS3.Answer.of(200, GOOD)).storage().get(AT)).contains(GOOD);
  }

  @Test
  void aShortBodyIsReadAgain() {
    int[] tries = {0};
    FakeS3 s3 =
        new FakeS3(_ -> {
          byte[] body = tries[0]++ == 0 ? new byte[3] : GOOD;
          return FakeS3.Answer.of(200, body).with("Content-Length", "" + GOOD.length);
        });
    assertThat(s3.storage().get(AT)).contains(GOOD);
    assertThat(tries[0]).isEqualTo(2);
  }
}
