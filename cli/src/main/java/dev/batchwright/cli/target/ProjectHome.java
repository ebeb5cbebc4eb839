package dev.batchwright.cli.target;

import dev.batchwright.batch.model.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where Batchwright's own files are: the template and the state machines that the embedded target
/// reads, the same that are deployed.
public final class ProjectHome {

  /// The usual state directory.
  public static final Path STATE = Path.of(".batchwright");

  /// Set by the launcher.
  private static final String PROPERTY = "batchwright.home";

  private static final Path TEMPLATE = Path.of("infra", "template.yaml");

  /// Where the one dependency of a project has them.
  private static final String RESOURCES = "META-INF/batchwright";

  private ProjectHome() {}

  /// The template: below the launcher's directory, or a directory above the code; in a project that
  /// has Batchwright as its dependency, out of its jar; else in a directory above the current one.
  ///
  /// @param stateDirectory where the files of a jar are put
  public static Path template(Path stateDirectory) {
    return above(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of))
        .or(() -> above(code()))
        .or(() -> fromClassPath(stateDirectory.resolve("template")))
        .or(() -> above(Optional.of(Path.of(""))))
        .orElseThrow(() ->
            new BadRequestException(
                "there is no %s above %s; start with the launcher 'batchwright'"
                    .formatted(TEMPLATE, Path.of("").toAbsolutePath())));
  }

  private static Optional<Path> above(Optional<Path> start) {
    return start.flatMap(from ->
        Stream.iterate(from.toAbsolutePath(), ProjectHome::isThere, Path::getParent)
            .map(directory -> directory.resolve(TEMPLATE))
            .filter(Files::isRegularFile)
            .findFirst());
  }

  private static boolean isThere(@Nullable Path directory) {
    return directory != null;
  }

  private static Optional<Path> code() {
    CodeSource source = ProjectHome.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// The files are read by their paths, so that they have to lie in a directory.
  private static Optional<Path> fromClassPath(Path directory) {
    URL found = ProjectHome.class.getClassLoader().getResource(RESOURCES + "/" + TEMPLATE);
    if (found == null) {
      return Optional.empty();
    }
    try {
      URI uri = found.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          copy(jar.getPath(RESOURCES), directory);
        }
      } else {
        copy(Path.of(uri).resolve("../..").normalize(), directory);
      }
      return Optional.of(directory.resolve(TEMPLATE));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(found + " is no URI", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the template of %s cannot be put into %s".formatted(found, directory), e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
