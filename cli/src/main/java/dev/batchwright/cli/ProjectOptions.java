package dev.batchwright.cli;

import dev.batchwright.batch.trigger.Bindings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What of a user's own goes with a command: the settings file, and jars with jobs.
final class ProjectOptions {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "The settings file that binds jobs to uploads and schedules. Default: "
              + Bindings.FILE
              + " in the current directory, where there is one.")
  private @Nullable Path settings;

  @Option(
      names = "--jar",
      arity = "1..*",
      paramLabel = "JAR",
      description = "A jar with your own jobs.")
  private List<Path> jars = new ArrayList<>();

  List<Path> jars() {
    return jars;
  }

  Optional<Path> settings() {
    return settings(settings);
  }

  /// The settings file that is named, or the one of the current directory.
  static Optional<Path> settings(@Nullable Path named) {
    return Optional.ofNullable(named)
        .or(() -> Optional.of(Path.of(Bindings.FILE)).filter(Files::exists));
  }
}
