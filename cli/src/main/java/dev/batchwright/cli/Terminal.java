package dev.batchwright.cli;

import dev.batchwright.cli.progress.Bar;
import dev.batchwright.cli.progress.PlainLines;
import dev.batchwright.cli.progress.ProgressView;
import java.io.Console;
import java.io.PrintStream;
import java.util.Objects;
import java.util.OptionalInt;

/// What the process prints to: results to `out`, all else to `err`.
///
/// @param out standard output
/// @param err standard error
/// @param columns the width of the terminal that `err` is, empty where it is none
/// @param colour whether colours may be shown there
record Terminal(PrintStream out, PrintStream err, OptionalInt columns, boolean colour) {

  /// The launcher's word on standard error: its width, or 0 where it is no terminal.
  private static final String COLUMNS = "batchwright.columns";

  private static final int USUAL_COLUMNS = 80;

  Terminal {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(columns, "columns");
  }

  /// That of this process.
  static Terminal ofProcess(PrintStream out, PrintStream err) {
    OptionalInt columns = columnsOfProcess();
    boolean colour = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(out, err, columns, colour && columns.isPresent());
  }

  /// One that is no terminal.
  static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, OptionalInt.empty(), false);
  }

  private static OptionalInt columnsOfProcess() {
    String told = System.getProperty(COLUMNS, "");
    if (told.matches("\\d{1,5}")) {
      int columns = Integer.parseInt(told);
      return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    }
    Console console = System.console();
    return console != null && console.isTerminal()
        ? OptionalInt.of(USUAL_COLUMNS)
        : OptionalInt.empty();
  }

  ProgressView progress() {
    return columns.isPresent() ? new Bar(err, columns.getAsInt(), colour) : new PlainLines(err);
  }
}
