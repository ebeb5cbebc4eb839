package dev.batchwright.tests.project;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.batchwright.cli.project.NewProject;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// A Maven repository with what this build has made, as `mvn install` would make one, so that a
/// project outside of this source tree finds it; everything else comes from the build's own local
/// repository.
public final class ProjectRepository {

  /// The modules that the one dependency stands on, and what their jars are called.
  private static final Map<String, String> JARS =
      Map.of(
          "states", "batchwright-states-{v}",
          "states-junit", "batchwright-states-junit-{v}",
          "batch", "batchwright-batch-{v}",
          "functions", "batchwright-functions-{v}",
          "local", "batchwright-local-{v}",
          "cli", "batchwright",
          "starter", "batchwright-{v}");

  private ProjectRepository() {}

  /// Makes the repository, and settings that make Maven use it and nothing from the network.
  ///
  /// @return the settings file
  public static Path make(Path directory) throws IOException {
    Path root = Repository.root();
    String version = NewProject.version();
    install(directory, "batchwright-parent", version, root.resolve("pom.xml"), "pom");
    for (Map.Entry<String, String> jar : JARS.entrySet()) {
      Path module = root.resolve(jar.getKey());
      String artifact =
          jar.getKey().equals("starter") ? "batchwright" : "batchwright-" + jar.getKey();
      Path built =
          module.resolve("target").resolve(jar.getValue().replace("{v}", version) + ".jar");
      assumeTrue(
          Files.exists(built),
          () -> "there is no " + built + "; 'mvn verify' makes it before tests");
      install(directory, artifact, version, module.resolve("pom.xml"), "pom");
      install(directory, artifact, version, built, "jar");
    }
    return Files.writeString(directory.resolve("settings.xml"), settings(directory));
  }

  private static void install(
      Path repository, String artifact, String version, Path file, String type) throws IOException {
    Path directory = repository.resolve("dev/batchwright").resolve(artifact).resolve(version);
    Files.createDirectories(directory);
    Files.copy(file, directory.resolve(artifact + "-" + version + "." + type));
  }

  private static String settings(Path directory) {
    String machine = Objects.requireNonNull(System.getProperty("batchwright.maven.repository"));
    return """
    <settings>
      <localRepository>%s</localRepository>
      <mirrors>
        <mirror>
          <id>of-the-build</id>
          <mirrorOf>central</mirrorOf>
          <url>%s</url>
        </mirror>
      </mirrors>
      <profiles>
        <profile>
          <id>built</id>
          <repositories>
            <repository>
              <id>built</id>
              <url>%s</url>
              <snapshots><enabled>true</enabled></snapshots>
            </repository>
          </repositories>
        </profile>
      </profiles>
      <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
    </settings>
    """
        .formatted(directory.resolve("local"), Path.of(machine).toUri(), directory.toUri());
  }
}
