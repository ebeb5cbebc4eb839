package dev.batchwright.local.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Small files of names and values, readable by people.
final class PropertyFiles {

  private PropertyFiles() {}

  static Optional<Properties> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(bytes));
    return Optional.of(properties);
  }

  /// Writes the file, and the directories that it needs when they are missing.
  static void write(Path file, Properties properties) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    try {
      Files.write(file, bytes.toByteArray());
    } catch (NoSuchFileException e) {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.toByteArray());
    }
  }
}
