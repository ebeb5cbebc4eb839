package dev.batchwright.cli.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Command lines that a user can paste into a shell.
public final class Shell {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Shell() {}

  /// The words as one command line, quoted where a POSIX shell needs it.
  public static String commandLine(List<String> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
