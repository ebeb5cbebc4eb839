package dev.batchwright.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The option that names a user's own jobs, for what runs in this process.
final class JarOptions {

  @Option(
      names = "--jar",
      arity = "1..*",
      paramLabel = "JAR",
      description = "A jar with your own jobs, for what runs on this machine.")
  private List<Path> jars = new ArrayList<>();

  List<Path> paths() {
    return jars;
  }

  /// Makes the jobs known until it is closed.
  UserJars open() {
    return UserJars.open(jars);
  }
}
