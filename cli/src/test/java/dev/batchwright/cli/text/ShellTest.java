package dev.batchwright.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {

  @Test
  void onlyWhatNeedsItIsQuoted() {
    assertThat(Shell.commandLine(List.of("run", "--set", "a=b c", "x/*.csv", "it's", "")))
        .isEqualTo("run --set 'a=b c' 'x/*.csv' 'it'\\''s' ''");
  }
}
