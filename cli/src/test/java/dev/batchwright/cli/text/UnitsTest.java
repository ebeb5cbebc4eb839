package dev.batchwright.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "12345, 12.3 kB",
    "999499, 999 kB",
    "999600, 1.00 MB",
    "770000000, 770 MB",
    "9223372036854775807, 9223 PB"
  })
  void bytesHaveThreeDigits(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "64MiB, 67108864",
    "64m, 67108864",
    "1.5 kB, 1500",
    "1048576, 1048576",
    "2GiB, 2147483648",
    "1B, 1"
  })
  void sizesAreRead(String text, long bytes) {
    assertThat(Units.parseBytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "0", "64 parsecs", "1e9", "99999999999GiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> Units.parseBytes(text))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'" + text + "' is not a size");
  }

  @ParameterizedTest
  @CsvSource({
    "42, 0.04 s",
    "9990, 9.99 s",
    "12345, 12.3 s",
    "185000, 3 min 05 s",
    "7440000, 2 h 04 min"
  })
  void times(long millis, String text) {
    assertThat(Units.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"5, 0:05", "65, 1:05", "3661, 1:01:01"})
  void clocks(long seconds, String text) {
    assertThat(Units.clock(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"9999;9,999", "12345;12k", "336776;337k", "6001215;6.0M"})
  void roughCounts(long count, String text) {
    assertThat(Units.roughly(count)).isEqualTo(text);
  }

  @Test
  void agesAreRead() {
    assertThat(Units.parseAge("7d")).isEqualTo(Duration.ofDays(7));
    assertThat(Units.parseAge("12h")).isEqualTo(Duration.ofHours(12));
    assertThat(Units.parseAge("30min")).isEqualTo(Duration.ofMinutes(30));
    assertThat(Units.parseAge("0s")).isEqualTo(Duration.ZERO);
    for (String text : List.of("", "7", "d", "-1d", "1.5h", "7 days")) {
      assertThatThrownBy(() -> Units.parseAge(text)).hasMessageContaining("12h or 7d");
    }
  }

  @Test
  void oneIsSingular() {
    assertThat(Units.count(1, "chunk")).isEqualTo("1 chunk");
    assertThat(Units.count(1200, "chunk")).isEqualTo("1,200 chunks");
  }
}
