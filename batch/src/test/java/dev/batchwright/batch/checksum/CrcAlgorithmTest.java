package dev.batchwright.batch.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checksums against the published check values, bit by bit, and over every split.
final class CrcAlgorithmTest {

  private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

  /// The check values of the catalogue of parametrised CRC algorithms.
  @Test
  void checkValues() {
    assertThat(CrcAlgorithm.CRC32.of(CHECK, 0, 9).base64()).isEqualTo(base64(0xcbf43926L, 4));
    assertThat(CrcAlgorithm.CRC32C.of(CHECK, 0, 9).base64()).isEqualTo(base64(0xe3069283L, 4));
    assertThat(CrcAlgorithm.CRC64NVME.of(CHECK, 0, 9).base64())
        .isEqualTo(base64(0xae8b14860a799888L, 8));
  }

  private static String base64(long crc, int width) {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (crc >>> 8 * (width - 1 - i));
    }
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }

  /// Lengths around a block of the lanes, in updates of any size.
  @Test
  void lanesGiveWhatBytesOneByOneGive() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = new byte[(6 << 10) * 3 + 13];
    random.nextBytes(bytes);
    for (int length : new int[] {0, 1, 7, 8, 6143, 6144, 6145, 12288, 12295, bytes.length - 3}) {
      Checksum slow = CrcAlgorithm.CRC64NVME.begin();
      for (int i = 3; i < 3 + length; i++) {
        slow.update(bytes[i]);
      }
      Checksum fast = CrcAlgorithm.CRC64NVME.begin();
      int cut = random.nextInt(length + 1);
      fast.update(bytes, 3, cut);
      fast.update(bytes, 3 + cut, length - cut);
      assertThat(fast.getValue()).as("%d bytes, cut at %d", length, cut).isEqualTo(slow.getValue());
      assertThat(CrcAlgorithm.CRC64NVME.of(bytes, 3, length))
          .isEqualTo(CrcAlgorithm.CRC64NVME.of(slow));
    }
  }

  @ParameterizedTest
  @EnumSource
  void piecesJoinToTheWhole(CrcAlgorithm algorithm) {
    byte[] bytes = new byte[1_000];
    new SplittableRandom(3).nextBytes(bytes);
    ObjectChecksum whole = algorithm.of(bytes, 0, bytes.length);
    for (int cut = 0; cut <= bytes.length; cut++) {
      ObjectChecksum first = algorithm.of(bytes, 0, cut);
      ObjectChecksum second = algorithm.of(bytes, cut, bytes.length - cut);
      assertThat(first.then(second, bytes.length - cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void whatIsNoChecksumIsRefused() {
    assertThatThrownBy(() -> new ObjectChecksum(CrcAlgorithm.CRC64NVME, "6N4D1A=="))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> CrcAlgorithm.CRC32.of(CHECK, 0, 1).then(CrcAlgorithm.CRC32C.of(CHECK, 1, 1), 1))
        .hasMessageContaining("CRC32 cannot be joined by CRC32C");
  }
}
