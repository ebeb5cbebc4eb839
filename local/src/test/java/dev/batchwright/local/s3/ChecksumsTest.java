package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumsTest {

  private static String hex(ChecksumAlgorithm algorithm, byte[] bytes, int start, int end) {
    BodyDigest digest = algorithm.newDigest();
    digest.update(bytes, start, end - start);
    return HexFormat.of().formatHex(digest.finish());
  }

  /// The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180.
  @ParameterizedTest
  @CsvSource({
    "CRC32, cbf43926",
    "CRC32C, e3069283",
    "CRC64NVME, ae8b14860a799888",
    "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
  })
  void knownValues(ChecksumAlgorithm algorithm, String expected) {
    byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(hex(algorithm, bytes, 0, 9)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void theCrcOfTheWholeFollowsFromThoseOfThePieces(ChecksumAlgorithm algorithm) {
    Random random = new Random(9);
    byte[] bytes = new byte[10_000];
    random.nextBytes(bytes);
    for (int i = 0; i < 50; i++) {
      int cut = random.nextInt(bytes.length + 1);
      long first = Long.parseUnsignedLong(hex(algorithm, bytes, 0, cut), 16);
      long second = Long.parseUnsignedLong(hex(algorithm, bytes, cut, bytes.length), 16);
      assertThat(algorithm.combiner().combine(first, second, bytes.length - cut))
          .isEqualTo(Long.parseUnsignedLong(hex(algorithm, bytes, 0, bytes.length), 16));
    }
  }

  @Test
  void theFastWayOfCrc64IsTheSlowWay() {
    Random random = new Random(10);
    byte[] bytes = new byte[1000];
    random.nextBytes(bytes);
    for (int length = 0; length < 50; length++) {
      Crc64Nvme fast = new Crc64Nvme();
      fast.update(bytes, 3, length);
      Crc64Nvme slow = new Crc64Nvme();
      for (int i = 0; i < length; i++) {
        slow.update(bytes[3 + i]);
      }
      assertThat(fast.getValue()).isEqualTo(slow.getValue());
    }
  }
}
