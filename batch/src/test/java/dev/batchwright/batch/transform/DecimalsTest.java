package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Numbers are read as [BigDecimal] reads them, however short, and wherever they lie.
class DecimalsTest {

  private static final String PIECES = "0123456789.0019+-e:/ ";

  private static final class Target extends NumberEvaluator {
    Target() {
      super(Type.DECIMAL);
    }

    @Override
    void compute(long number) {}
  }

  private static @Nullable BigDecimal read(String text, String before, String after) {
    byte[] bytes = (before + text + after).getBytes(StandardCharsets.ISO_8859_1);
    Target target = new Target();
    int start = before.length();
    return Decimals.parse(bytes, start, start + text.length(), target) ? target.value() : null;
  }

  private static @Nullable BigDecimal expected(String text) {
    try {
      BigDecimal value = new BigDecimal(text);
      return value.scale() < 0 ? value.setScale(0) : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Test
  void readsWhatBigDecimalReads() {
    Random random = new Random(11);
    int numbers = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        // Mostly digits, so that most texts are numbers.
        int kinds = random.nextInt(4) == 0 ? PIECES.length() : 10;
        text.append(PIECES.charAt(random.nextInt(kinds)));
      }
      if (text.indexOf("e") >= 0) {
        continue; // exponents are held to their limit elsewhere
      }
      BigDecimal expected = expected(text.toString());
      numbers += expected == null ? 0 : 1;
      assertThat(read(text.toString(), "", "")).as("'%s'", text).isEqualTo(expected);
      assertThat(read(text.toString(), "9.9,8765", ",1.1")).as("'%s'", text).isEqualTo(expected);
    }
    assertThat(numbers).isGreaterThan(20_000);
  }

  @Test
  void aPointAloneIsNoNumber() {
    assertThat(read(".", "1234567890", "")).isNull();
    assertThat(read("..", "1234567890", "")).isNull();
    assertThat(read("1.2.3", "1234567890", "")).isNull();
    assertThat(read(".5", "1234567890", "")).isEqualTo(new BigDecimal("0.5"));
    assertThat(read("5.", "1234567890", "")).isEqualTo(new BigDecimal("5"));
    assertThat(read("99999.99", "1234567890", "")).isEqualTo(new BigDecimal("99999.99"));
  }
}
