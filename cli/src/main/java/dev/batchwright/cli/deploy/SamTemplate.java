package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// The stack as AWS SAM's own command line takes it: the template with the bindings' schedules, and
/// the functions' package as a file.
public final class SamTemplate {

  private SamTemplate() {}

  /// Writes the package, and the template that names it.
  ///
  /// @param template Batchwright's template
  /// @param settings the settings file
  /// @param jars a user's jobs: jars, or directories of classes
  /// @param code the package to write
  /// @param directory what paths in the text are relative to
  /// @return the template's text
  /// @throws BadRequestException when settings, jars and template do not go together
  public static String write(
      Path template, Optional<Path> settings, List<Path> jars, Path code, Path directory) {
    Bindings bindings = settings.map(Bindings::read).orElse(Bindings.NONE);
    try {
      String text = TemplateComposer.compose(Files.readString(template), bindings);
      Path from = template.toAbsolutePath().resolveSibling("");
      Files.createDirectories(code.toAbsolutePath().resolveSibling(""));
      FunctionsPackage.write(from.resolve(base(text)).normalize(), jars, settings, code);
      return TemplateComposer.relocate(text, from, directory, _ -> code);
    } catch (IOException e) {
      throw new UncheckedIOException(template + " or " + code + ": " + e, e);
    }
  }

  /// Batchwright's own package, as the template names it.
  private static String base(String template) {
    Matcher file = PackagedTemplate.FILE.matcher(template);
    while (file.find()) {
      if (file.group(2).equals("CodeUri")) {
        return file.group(3);
      }
    }
    throw new BadRequestException("the template names no package: it has no line 'CodeUri: FILE'");
  }
}
