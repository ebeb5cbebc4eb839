package dev.batchwright.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The command line with what it printed last.
final class ConsoleRun {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// Runs one command.
  ///
  /// @return its exit code
  int run(String... words) {
    out.reset();
    err.reset();
    return Main.run(words, stream(out), stream(err));
  }

  /// A terminal whose prints are kept here.
  Terminal terminal() {
    return Terminal.plain(stream(out), stream(err));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
