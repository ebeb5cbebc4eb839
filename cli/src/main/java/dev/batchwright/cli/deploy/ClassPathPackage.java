package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What of a project's class path its functions need: Batchwright's handlers and what they stand
/// on, and everything that is the project's own. The command line, the embedded target and the test
/// libraries, which came with the same dependency, stay at home.
///
/// @param functions names of the jars that the handlers stand on
/// @param starter names of all jars that came with the dependency
record ClassPathPackage(Set<String> functions, Set<String> starter) {

  private static final String FUNCTIONS_LIST = "META-INF/batchwright/functions.classpath";
  private static final String STARTER_LIST = "META-INF/batchwright/starter.classpath";

  /// Batchwright's own jars that functions need, and those that they do not.
  private static final String HANDLERS = "batchwright-(batch|functions)-\\d.*\\.jar";

  private static final String TOOLS = "batchwright(-(states|states-junit|local|cli))?-\\d.*\\.jar";

  /// The jars of this process's class path that belong into the package.
  ///
  /// @param missing the package that should have been there
  /// @throws BadRequestException when this process is not that of a project
  static List<Path> jars(Path missing) {
    ClassLoader classes = ClassPathPackage.class.getClassLoader();
    Optional<Set<String>> functions = list(classes, FUNCTIONS_LIST);
    Optional<Set<String>> starter = list(classes, STARTER_LIST);
    if (functions.isEmpty() || starter.isEmpty()) {
      throw new BadRequestException(
          "the functions' package " + missing + " is not there; make it by: mvn package");
    }
    return new ClassPathPackage(functions.get(), starter.get())
        .of(System.getProperty("java.class.path"));
  }

  /// The jars of a class path that belong into the package.
  List<Path> of(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(this::belongs)
        .toList();
  }

  private boolean belongs(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return functions.contains(name)
        || name.matches(HANDLERS)
        || !(starter.contains(name) || name.matches(TOOLS));
  }

  /// A list as Maven's dependency plugin writes it: `lib/a.jar:lib/b.jar`.
  private static Optional<Set<String>> list(ClassLoader classes, String resource) {
    try (InputStream in = classes.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      Set<String> names = new HashSet<>();
      for (String path : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(":")) {
        names.add(path.substring(path.lastIndexOf('/') + 1));
      }
      return Optional.of(names);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
