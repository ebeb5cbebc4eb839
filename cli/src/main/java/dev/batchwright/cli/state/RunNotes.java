package dev.batchwright.cli.state;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.place.Mount;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The notes of runs in a state directory: `runs/<run>.json`, a file a run, the newest thousand.
public final class RunNotes {

  /// Notes that are kept. One is a few kB, so that all of them are a few MB.
  static final int MOST = 1_000;

  private static final String SUFFIX = ".json";

  private final Path directory;

  /// @param stateDirectory the local target's, which need not be there
  public RunNotes(Path stateDirectory) {
    this.directory = stateDirectory.resolve("runs");
  }

  /// Notes how an execution stands.
  ///
  /// @param mounts the directories that are its buckets
  public void keep(Executions executions, String arn, List<Mount> mounts) {
    executions.describe(arn).map(it -> RunNote.of(it, mounts)).ifPresent(this::write);
  }

  /// Writes a note in one move, in the place of an earlier one of the run, and removes the oldest
  /// where there are too many.
  public void write(RunNote note) {
    try {
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, "note-", ".tmp");
      Files.write(fresh, Json.write(note));
      Files.move(fresh, file(note.run()), StandardCopyOption.ATOMIC_MOVE);
      List<Path> all = files();
      for (Path old : all.subList(Math.min(all.size(), MOST), all.size())) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no note of run " + note.run() + " in " + directory, e);
    }
  }

  /// The note of a run.
  public Optional<RunNote> find(String run) {
    return run.contains("/") ? Optional.empty() : read(file(run));
  }

  /// All notes, the last written first.
  public List<RunNote> all() {
    try {
      return files().stream().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the notes of runs cannot be read in " + directory, e);
    }
  }

  /// Keeps other processes from redriving a run until it is closed, or until this process ends.
  ///
  /// @throws BadRequestException when another one does so now
  public Closeable lock(String run) {
    FileChannel channel = open(run);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // somebody in this process has it
    } catch (IOException e) {
      throw new UncheckedIOException("run " + run + " cannot be locked in " + directory, e);
    }
    close(channel);
    throw new BadRequestException("run " + run + " is being redriven already; watch that one");
  }

  private FileChannel open(String run) {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(run + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("run " + run + " cannot be locked in " + directory, e);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a lock file could not be closed", e);
    }
  }

  private Path file(String run) {
    return directory.resolve(run + SUFFIX);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    record Aged(Path file, long millis) {}
    List<Aged> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(it -> it.toString().endsWith(SUFFIX)).toList()) {
        found.add(new Aged(file, file.toFile().lastModified()));
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong(Aged::millis).reversed())
        .map(Aged::file)
        .toList();
  }

  private static Optional<RunNote> read(Path file) {
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), RunNote.class, file.toString()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the note of a run cannot be read: " + file, e);
    }
  }
}
