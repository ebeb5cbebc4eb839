package dev.batchwright.batch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Decoded streams keep the contract of InputStream, on which its own methods lean.
final class CodecsTest {

  @ParameterizedTest
  @EnumSource(Codec.class)
  void exactlySoManyBytesAreReadAndReadingNoneIsNoEnd(Codec codec) throws IOException {
    byte[] bytes = new byte[200_000];
    new SplittableRandom(1).nextBytes(bytes);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = Codecs.encode(codec, encoded)) {
      out.write(bytes);
    }
    try (InputStream in = Codecs.decode(codec, new ByteArrayInputStream(encoded.toByteArray()))) {
      int at = 0;
      for (int length : new int[] {0, 1, 23, 0, 70_000, 5}) {
        assertThat(in.readNBytes(length)).isEqualTo(Arrays.copyOfRange(bytes, at, at + length));
        assertThat(in.read(new byte[4], 2, 0)).isZero();
        at += length;
      }
      in.skipNBytes(bytes.length - at - 1L);
      assertThat(in.read()).isEqualTo(bytes[bytes.length - 1] & 0xff);
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
