package dev.batchwright.cli;

import dev.batchwright.cli.execution.Interruption;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Runs several command lines in one process: what the launcher lets the JVM learn from, which
/// classes a start needs and which methods run often. Not a command that users have.
final class Training {

  private static final String BETWEEN = "--";

  private Training() {}

  /// @param args command lines, with `--` between them
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    List<String> words = Arrays.asList(args);
    int worst = 0;
    for (int from = 0; from < words.size(); ) {
      int next = words.subList(from, words.size()).indexOf(BETWEEN);
      int end = next < 0 ? words.size() : from + next;
      String[] line = words.subList(from, end).toArray(String[]::new);
      worst = Math.max(worst, Main.run(line, Terminal.ofProcess(out, err), new Interruption()));
      from = end + 1;
    }
    System.exit(worst);
  }
}
