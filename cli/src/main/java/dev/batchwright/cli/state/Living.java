package dev.batchwright.cli.state;

import dev.batchwright.batch.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A local target that answers now: a file `live/<port>.json` in its state directory for as long as
/// it does. The file of a process that was killed stays behind and is passed over.
///
/// @param endpoint where it answers
/// @param pid its process
/// @param since when that process began, since numbers are given again
/// @param serves whether it is a `batchwright local`, and not one run
public record Living(URI endpoint, long pid, Optional<Instant> since, boolean serves) {

  public Living {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(since, "since");
  }

  /// A target of this process.
  public static Living here(URI endpoint, boolean serves) {
    ProcessHandle me = ProcessHandle.current();
    return new Living(endpoint, me.pid(), me.info().startInstant(), serves);
  }

  /// Writes the file.
  public void announce(Path stateDirectory) {
    Path file = file(stateDirectory);
    try {
      Files.createDirectories(directory(stateDirectory));
      Files.write(file, Json.write(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// Removes the file.
  public void leave(Path stateDirectory) {
    Path file = file(stateDirectory);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  /// All that answer on a state directory now.
  public static List<Living> all(Path stateDirectory) {
    Path directory = directory(stateDirectory);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.flatMap(file -> read(file).stream()).filter(Living::isAlive).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  /// A file that cannot be read is being written or removed at this moment.
  private static Optional<Living> read(Path file) {
    try {
      return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Living.class));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(it -> it.info().startInstant().equals(since))
        .isPresent();
  }

  private static Path directory(Path stateDirectory) {
    return stateDirectory.resolve("live");
  }

  private Path file(Path stateDirectory) {
    return directory(stateDirectory).resolve(endpoint.getPort() + ".json");
  }
}
