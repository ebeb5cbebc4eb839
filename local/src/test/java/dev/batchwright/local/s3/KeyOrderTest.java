package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  @Test
  void theOrderIsThatOfUnsignedUtf8Bytes() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      String a = RandomKeys.text(random, 4);
      String b = RandomKeys.text(random, 4);
      int expected =
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(KeyOrder.INSTANCE.compare(a, b)))
          .as("'%s' against '%s'", a, b)
          .isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void surrogatesSortAboveAllOfTheBasicPlane() {
    assertThat(KeyOrder.INSTANCE.compare("\uFFFD", "\uD83C\uDF89")).isNegative();
    assertThat("\uFFFD".compareTo("\uD83C\uDF89")).isPositive();
  }
}
