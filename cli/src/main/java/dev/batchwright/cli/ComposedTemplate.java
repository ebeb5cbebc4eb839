package dev.batchwright.cli;

import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.deploy.TemplateComposer;
import dev.batchwright.cli.target.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The template that the embedded target reads: with a settings file, the one that would be
/// deployed with it, schedules included.
final class ComposedTemplate {

  private ComposedTemplate() {}

  /// The template's file.
  ///
  /// @param stateDirectory where a composed template is put
  /// @throws dev.batchwright.batch.model.BadRequestException when the settings file cannot be read,
  ///   or says what cannot be
  static Path of(Path stateDirectory, Optional<Path> settings) {
    Path base = ProjectHome.template(stateDirectory);
    if (settings.isEmpty()) {
      return base;
    }
    Path directory = stateDirectory.resolve("composed").toAbsolutePath();
    try {
      String composed =
          TemplateComposer.compose(Files.readString(base), Bindings.read(settings.get()));
      Files.createDirectories(directory);
      return Files.writeString(
          directory.resolve("template.yaml"),
          TemplateComposer.relocate(composed, base.toAbsolutePath().resolveSibling(""), directory));
    } catch (IOException e) {
      throw new UncheckedIOException("the template cannot be put into " + directory, e);
    }
  }
}
