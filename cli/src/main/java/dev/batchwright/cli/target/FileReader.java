package dev.batchwright.cli.target;

import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.place.Places;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads objects of the embedded target as the files that they are.
public final class FileReader implements ObjectReader {

  private final Places places;

  public FileReader(Places places) {
    this.places = places;
  }

  @Override
  public Optional<byte[]> start(S3Location location, int maxBytes) {
    return places.file(location).flatMap(file -> start(file, maxBytes));
  }

  private static Optional<byte[]> start(Path file, int maxBytes) {
    try (InputStream stream = Files.newInputStream(file)) {
      return Optional.of(stream.readNBytes(maxBytes));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
