package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of keys sort as their values do, alone and behind each other.
class SortKeysTest {

  private static final class Number extends NumberEvaluator {
    Number(BigDecimal value) {
      super(Type.DECIMAL);
      set(value);
    }

    @Override
    void compute(long number) {}
  }

  private static byte[] key(boolean descending, Evaluator... parts) {
    ByteBuilder out = new ByteBuilder(16);
    for (Evaluator part : parts) {
      SortKeys.putPart(part, descending, out);
    }
    return Arrays.copyOf(out.array(), out.length());
  }

  private static BigDecimal number(Random random) {
    int scale = random.nextInt(6);
    return switch (random.nextInt(6)) {
      case 0 -> BigDecimal.valueOf(random.nextInt(21) - 10, scale);
      case 1 -> BigDecimal.valueOf(random.nextLong(), scale);
      case 2 -> new BigDecimal(new BigInteger(100, random), random.nextInt(60)).negate();
      case 3 -> new BigDecimal(new BigInteger(70, random), scale);
      case 4 -> BigDecimal.valueOf(random.nextInt(1_000) * 1_000_000L, scale);
      default ->
          random.nextBoolean()
              ? BigDecimal.valueOf(Long.MIN_VALUE)
              : BigDecimal.valueOf(Long.MAX_VALUE, scale);
    };
  }

  @Test
  void numbersSortByValueAndComeBack() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal a = number(random);
      BigDecimal b = random.nextInt(4) == 0 ? a.setScale(a.scale() + 2) : number(random);
      byte[] keyA = key(false, new Number(a));
      byte[] keyB = key(false, new Number(b));
      assertThat(Integer.signum(Arrays.compareUnsigned(keyA, keyB)))
          .as("%s, %s", a, b)
          .isEqualTo(a.compareTo(b));
      assertThat(
              Integer.signum(
                  Arrays.compareUnsigned(key(true, new Number(a)), key(true, new Number(b)))))
          .isEqualTo(-a.compareTo(b));
      KeyCursor cursor = new KeyCursor();
      cursor.over(keyA, 1);
      assertThat(SortKeys.number(cursor)).isEqualByComparingTo(a);
    }
  }

  @Test
  void textsSortByCodePointsAlsoBeforeOtherParts() {
    Random random = new Random(2);
    List<String> alphabet = List.of("\0", "\1", "a", "b", "\u00e9", "\uffff", "😀");
    for (int i = 0; i < 20_000; i++) {
      List<byte[]> texts = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
          text.append(alphabet.get(random.nextInt(alphabet.size())));
        }
        texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
      }
      int first = Arrays.compareUnsigned(texts.get(0), texts.get(1));
      int second = Arrays.compareUnsigned(texts.get(2), texts.get(3));
      int expected = Integer.signum(first != 0 ? first : second);
      for (boolean descending : new boolean[] {false, true}) {
        byte[] a = key(descending, text(texts.get(0)), text(texts.get(2)));
        byte[] b = key(descending, text(texts.get(1)), text(texts.get(3)));
        assertThat(Integer.signum(Arrays.compareUnsigned(a, b)))
            .isEqualTo(descending ? -expected : expected);
      }
    }
  }

  private static TextEvaluator text(byte[] bytes) {
    return new TextEvaluators.Literal(new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void missingComesLastInBothDirections() {
    Evaluator missing = new Expansion.Value();
    missing.missing = true;
    for (boolean descending : new boolean[] {false, true}) {
      assertThat(key(descending, text(new byte[] {-1}))[0]).isLessThan(key(descending, missing)[0]);
    }
  }
}
