package dev.batchwright.cli.target;

import dev.batchwright.batch.model.BadRequestException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where Batchwright's own files are: the template and the state machines that the embedded target
/// reads, the same that are deployed.
public final class ProjectHome {

  /// Set by the launcher.
  private static final String PROPERTY = "batchwright.home";

  private static final Path TEMPLATE = Path.of("infra", "template.yaml");

  private ProjectHome() {}

  /// The template: below the launcher's directory, or a directory above the code or the current
  /// one.
  public static Path template() {
    String told = System.getProperty(PROPERTY);
    return Stream.of(Optional.ofNullable(told).map(Path::of), code(), Optional.of(Path.of("")))
        .flatMap(Optional::stream)
        .flatMap(
            start -> Stream.iterate(start.toAbsolutePath(), ProjectHome::isThere, Path::getParent))
        .map(directory -> directory.resolve(TEMPLATE))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "there is no %s above %s; start with the launcher 'batchwright'"
                    .formatted(TEMPLATE, Path.of("").toAbsolutePath())));
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
}
