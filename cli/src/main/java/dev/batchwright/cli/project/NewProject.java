package dev.batchwright.cli.project;

import dev.batchwright.batch.model.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes a small Maven project with a job, its test, sample data and settings, all of which work at
/// once.
///
/// @param name the project's and its job's name: lower-case letters, digits and `-`, at most 40
/// @param basePackage the Java package, which is the Maven group id, too
public record NewProject(String name, String basePackage) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");
  private static final int MAX_NAME_LENGTH = 40;
  private static final String EXECUTABLE = "batchwright";

  public NewProject {
    if (!NAME.matcher(name).matches() || name.length() > MAX_NAME_LENGTH) {
      throw new BadRequestException(
          "'%s' is no project's name; use 1 to %d lower-case letters, digits and '-', as in orders"
              .formatted(name, MAX_NAME_LENGTH));
    }
    if (!PACKAGE.matcher(basePackage).matches()) {
      throw new BadRequestException(
          "'" + basePackage + "' is no Java package; write one as in com.acme.orders");
    }
  }

  /// The version of Batchwright that projects depend on.
  public static String version() {
    Properties versions = new Properties();
    try (InputStream in = resource("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(versions.getProperty("batchwright"), "batchwright");
  }

  /// The job's class.
  String jobClass() {
    StringBuilder type = new StringBuilder();
    for (String word : name.split("-")) {
      type.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return type + "Job";
  }

  /// Writes the project.
  ///
  /// @param directory where; made if there is none
  /// @return the files, relative to the directory, in the order in which one reads them
  /// @throws BadRequestException when the directory holds something, or cannot be written
  public List<Path> write(Path directory) {
    try {
      if (Files.exists(directory) && !isEmpty(directory)) {
        throw new BadRequestException(
            directory + " is there already and holds something; choose another --dir");
      }
      for (Map.Entry<String, String> file : files().entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text(file.getValue()));
      }
      allowExecution(directory.resolve(EXECUTABLE));
    } catch (IOException e) {
      throw new BadRequestException(directory + " cannot be written: " + e, e);
    }
    return files().keySet().stream().map(Path::of).toList();
  }

  private Map<String, String> files() {
    String java = basePackage.replace('.', '/') + "/" + jobClass();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", "README.md");
    files.put("pom.xml", "pom.xml");
    files.put("batchwright.json", "batchwright.json");
    files.put("pipeline.json", "pipeline.json");
    files.put("src/main/java/" + java + ".java", "Job.java");
    files.put("src/main/resources/META-INF/services/dev.batchwright.job.Job", "services");
    files.put("src/test/java/" + java + "Test.java", "JobTest.java");
    files.put("data/incoming/" + name + "/2026-01-01.csv", "data.csv");
    files.put(EXECUTABLE, "batchwright");
    files.put(".github/workflows/ci.yml", "ci.yml");
    files.put(".gitignore", "gitignore");
    return files;
  }

  private String text(String template) throws IOException {
    try (InputStream in = resource("files/" + template)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("{{name}}", name)
          .replace("{{package}}", basePackage)
          .replace("{{class}}", jobClass())
          .replace("{{version}}", version());
    }
  }

  private static InputStream resource(String file) {
    return Objects.requireNonNull(
        NewProject.class.getResourceAsStream(file), () -> "the jar has no " + file);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void allowExecution(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
