package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LinesTest {

  @Test
  void linesOfAllLengthsAroundTheBufferAreReadAsTheyAre() throws Exception {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      List<String> lines = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      boolean ended = random.nextBoolean();
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        int length = random.nextInt(10) == 0 ? 0 : random.nextInt(8_180, 8_200);
        String line = (random.nextBoolean() ? "x\r" : "yz").repeat(length / 2) + "end";
        lines.add(line);
        text.append(line);
        if (count > 1 || ended) {
          text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
      }

      assertThat(read(text.toString())).isEqualTo(lines);
    }
  }

  @Test
  void anEndWithoutALineIsNoLine() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
    assertThat(read("a\n\nb")).containsExactly("a", "", "b");
  }

  private static List<String> read(String text) throws IOException {
    List<String> read = new ArrayList<>();
    try (Lines lines = new Lines(new StringReader(text))) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        read.add(line.get());
        assertThat(lines.number()).isEqualTo(read.size());
      }
    }
    return read;
  }
}
