package dev.batchwright.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvStartTest {

  @Test
  void readsQuotesLineBreaksAndBothLineEnds() {
    assertThat(CsvStart.rows("\uFEFFa,b\r\n\"x \"\"y\"\", z\",\"two\nlines\"\n,\n", 10))
        .containsExactly(List.of("a", "b"), List.of("x \"y\", z", "two\nlines"), List.of("", ""));
  }

  @Test
  void takesTheDelimiterOfTheHeader() {
    assertThat(CsvStart.rows("a;b,c;d\n1;2;3", 10))
        .containsExactly(List.of("a", "b,c", "d"), List.of("1", "2", "3"));
  }

  @Test
  void stopsAtTheLimit() {
    assertThat(CsvStart.rows("a\n1\n2\n3\n", 2)).hasSize(2);
  }
}
