package dev.batchwright.tests.embedded;

import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command line as a process of its own, which can be killed.
///
/// @param process the process
/// @param console the file that takes what it prints
record CommandLineProcess(Process process, Path console) {

  /// Starts it with 256 MiB of heap, which has to do for any input.
  ///
  /// @param home its working directory
  static CommandLineProcess start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  /// Starts it with variables beside those of this process.
  static CommandLineProcess start(Path home, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Dbatchwright.home=" + Repository.root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.batchwright.cli.Main");
    command.addAll(List.of(arguments));
    Path console = Files.createTempFile(home, "console-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile());
    builder.environment().putAll(variables);
    return new CommandLineProcess(builder.start(), console);
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  int end() throws InterruptedException {
    return process.waitFor();
  }

  /// What it has printed so far.
  String printed() throws IOException {
    return Files.readString(console);
  }
}
