package dev.batchwright.cli.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.place.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a run's commits on the embedded target, where they are files: each once.
///
/// A chunk that is done again after its seam was checked is counted twice; this is for the eye.
final class WorkFiles implements WorkSoFar {

  private final Places places;
  private final Set<Path> seen = new HashSet<>();
  private long rows;

  WorkFiles(Places places) {
    this.places = places;
  }

  @Override
  public Findings look(S3Location work) {
    Optional<Path> directory = places.file(work);
    try {
      if (directory.isEmpty()) {
        return UNKNOWN.look(work);
      }
      readCommits(directory.get().resolve("commits").resolve("map"));
      return new Findings(OptionalLong.of(rows), files(directory.get().resolve("failures")));
    } catch (IOException e) {
      throw new UncheckedIOException("the work of the run cannot be read at " + work, e);
    }
  }

  private void readCommits(Path directory) throws IOException {
    try (DirectoryStream<Path> commits = Files.newDirectoryStream(directory, "*.json")) {
      for (Path commit : commits) {
        if (seen.add(commit)) {
          rows += rows(Json.mapper().readTree(Files.readAllBytes(commit)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      // nothing is committed yet
    }
  }

  private static long rows(JsonNode commit) {
    long read = 0;
    for (JsonNode account : commit.path("accounts")) {
      read += account.path("rows").path("read").asLong();
    }
    return read;
  }

  private static long files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
