package dev.batchwright.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PlainLines lines =
      new PlainLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void aLineNowAndThenAndOnlyWhenThereIsSomethingNew() {
    lines.show(at(0, 0));
    lines.show(at(1, 10));
    lines.show(at(6, 20));
    lines.show(at(7, 30));
    lines.show(at(20, 20));
    lines.show(at(21, 40));

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Map chunks: 20 of 100 chunks, 33.3 MB/s, 5 rows, 1 retry, ETA 0:25",
            "Map chunks: 40 of 100 chunks, 19.0 MB/s, 5 rows, 1 retry, ETA 0:32");
  }

  private static Snapshot at(long seconds, long done) {
    long read = done * 10_000_000;
    return new Snapshot(
        "Map chunks",
        "chunks",
        done,
        100,
        0,
        1,
        read,
        1_000_000_000 - read,
        OptionalLong.of(5),
        Duration.ofSeconds(seconds));
  }
}
