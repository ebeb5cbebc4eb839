package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keys that pack to the same number are the same key.
class ShortKeysTest {

  private static final class Text extends TextEvaluator {
    Text(String text) {
      if (text.equals("missing")) {
        missing = true;
      } else {
        set(text.getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    @Override
    void compute(long number) {}
  }

  private static long pack(List<String> key) {
    return ShortKeys.pack(key.stream().map(Text::new).toArray(Evaluator[]::new));
  }

  private static String text(Random random) {
    if (random.nextInt(6) == 0) {
      return "missing";
    }
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      text.append("\u0000\u0001\u0002\u0003a\u00FF".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  @Test
  void differentKeysPackDifferently() {
    Random random = new Random(5);
    for (int columns = 1; columns <= 3; columns++) {
      Map<Long, List<String>> seen = new HashMap<>();
      int packed = 0;
      for (int i = 0; i < 50_000; i++) {
        List<String> key = Stream.generate(() -> text(random)).limit(columns).toList();
        long number = pack(key);
        if (number != ShortKeys.NONE) {
          packed++;
          assertThat(seen.computeIfAbsent(number, _ -> key)).isEqualTo(key);
        }
      }
      assertThat(packed).isGreaterThan(10_000);
    }
  }

  @Test
  void longKeysAreNotPacked() {
    assertThat(pack(List.of("seven77"))).isNotEqualTo(ShortKeys.NONE);
    assertThat(pack(List.of("eight888"))).isEqualTo(ShortKeys.NONE);
    assertThat(pack(List.of("four", "four"))).isEqualTo(ShortKeys.NONE);
  }

  @Test
  void ofTwoKeysInOnePlaceTheLaterIsFound() {
    ShortKeys keys = new ShortKeys();
    for (int i = 1; i <= 5_000; i++) {
      keys.put(i, i * 2);
      assertThat(keys.find(i)).isEqualTo(i * 2);
    }
    int found = 0;
    for (int i = 1; i <= 5_000; i++) {
      int group = keys.find(i);
      assertThat(group).isIn(-1, i * 2);
      found += group < 0 ? 0 : 1;
    }
    assertThat(found).isBetween(1, 1 << 10);
    keys.clear();
    assertThat(keys.find(5_000)).isEqualTo(-1);
    assertThat(keys.find(ShortKeys.NONE)).isEqualTo(-1);
  }
}
