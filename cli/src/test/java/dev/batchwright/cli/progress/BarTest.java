package dev.batchwright.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BarTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static final Snapshot HALF =
      new Snapshot(
          "Map chunks",
          "chunks",
          512,
          1024,
          1,
          3,
          500_000_000,
          500_000_000,
          OptionalLong.of(12_345_678),
          Duration.ofSeconds(10));

  @Test
  void aWideTerminalShowsAll() {
    assertThat(drawn(120, HALF))
        .isEqualTo(
            "Map chunks  ━━━━━━━━━━━━━━━───────────────  512/1,024 chunks  1 failed  ETA 0:10"
                + "  50.0 MB/s  3 retries  12.3M rows");
  }

  @Test
  void noWidthIsEverExceeded() {
    for (int columns = 2; columns < 140; columns++) {
      assertThat(drawn(columns, HALF).length()).as("at %d", columns).isLessThan(columns);
    }
  }

  @Test
  void aNarrowTerminalKeepsStateAndCount() {
    assertThat(drawn(40, HALF)).startsWith("Map chunks").contains("512/1,024 chunks");
  }

  @Test
  void beforeThePlanThereIsOnlyTheState() {
    Snapshot start =
        new Snapshot(
            "Plan chunks", "chunks", 0, 0, 0, 0, 0, 0, OptionalLong.empty(), Duration.ZERO);

    assertThat(drawn(80, start)).isEqualTo("Plan chunks");
  }

  @Test
  void coloursOnlyWhereWanted() {
    new Bar(stream, 100, true).show(HALF);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[32m").contains("\u001b[0m");
    assertThat(drawn(100, HALF)).doesNotContain("\u001b");
  }

  @Test
  void sayingSomethingClearsTheBarFirst() {
    Bar bar = new Bar(stream, 80, false);
    bar.show(HALF);
    bytes.reset();
    bar.say("hello");
    bar.close();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[2Khello\n");
  }

  private static String drawn(int columns, Snapshot snapshot) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Bar(new PrintStream(bytes, true, StandardCharsets.UTF_8), columns, false).show(snapshot);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\r\u001b[2K");
    return text.substring("\r\u001b[2K".length());
  }
}
