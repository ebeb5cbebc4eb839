package dev.batchwright.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void numbersAreFlushRightAndTextsFlushLeft() {
    assertThat(
            Table.lines(
                List.of(
                    List.of("carrier", "mean"),
                    List.of("F9", "21.92"),
                    List.of("AS", "-9.93"),
                    List.of("OO", ""))))
        .containsExactly(
            "carrier   mean", "-------  -----", "F9       21.92", "AS       -9.93", "OO");
  }

  @Test
  void aLongCellIsCutAndLineBreaksDoNotBreakTheTable() {
    List<String> lines = Table.lines(List.of(List.of("note"), List.of("a\nb" + "x".repeat(60))));

    assertThat(lines.get(2)).startsWith("a bx").endsWith("…").hasSize(40);
  }

  @Test
  void aShortRowIsFilledUp() {
    assertThat(Table.lines(List.of(List.of("a", "b"), List.of("1"))).get(2)).isEqualTo("1");
  }
}
