package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The command line in this process.
final class CommandLine {

  private CommandLine() {}

  /// What a command against LocalStack prints to both streams.
  static String call(int exitCode, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--target", "localstack"));
    all.addAll(List.of("--endpoint-url", LocalStackTarget.endpoint().toString()));
    return local(exitCode, all);
  }

  /// What a command prints to both streams, wherever it goes.
  static String local(int exitCode, List<String> words) {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
    int code = Main.run(words.toArray(String[]::new), printed, printed);
    String text = console.toString(StandardCharsets.UTF_8);
    assertThat(code).as("%s: %s", words, text).isEqualTo(exitCode);
    return text;
  }
}
