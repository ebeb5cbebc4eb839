package dev.batchwright.tests.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.project.NewProject;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A project of a team's own, outside of this source tree: made, tested and run as its README says.
class NewProjectTest {

  @TempDir private Path directory;

  @Test
  void aNewProjectIsTestedAndRunAsItsReadmeSays() throws Exception {
    Path settings = ProjectRepository.make(Files.createDirectory(directory.resolve("repository")));
    Path project = directory.resolve("orders");
    List<Path> files = new NewProject("orders", "com.acme.orders").write(project);
    assertThat(files).allSatisfy(file -> assertThat(project.resolve(file)).isNotEmptyFile());

    assertThat(
            ProjectProcess.call(project, settings, "mvn", "-B", "-s", settings.toString(), "test"))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0")
        .contains("BUILD SUCCESS");
    ProjectProcess.call(
        project,
        settings,
        "./batchwright",
        "run",
        "orders",
        "-i",
        "data/incoming/orders",
        "-o",
        "out");

    assertThat(ProjectProcess.call(project, settings, "./batchwright", "template"))
        .contains("CodeUri: .batchwright/functions.zip\n")
        .contains("  OrdersMonthlySchedule:\n");
    try (ZipFile code = new ZipFile(project.resolve(".batchwright/functions.zip").toFile())) {
      assertThat(code.stream().map(ZipEntry::getName))
          .contains("batchwright.json", "lib/orders.jar")
          .anyMatch(name -> name.startsWith("lib/batchwright-functions-"));
    }

    assertThat(librariesOf(project))
        .as("a project has the versions that this build was tested with")
        .containsAll(librariesHere());
    try (Stream<Path> outputs = Files.list(project.resolve("out"))) {
      Path part =
          outputs.filter(it -> it.getFileName().toString().startsWith("part-")).findFirst().get();
      assertThat(part)
          .hasContent(
              """
              country,orders,revenue,mean_amount
              AT,3,190.00,63.33
              CH,1,250.00,250.00
              DE,2,49.50,24.75
              FR,2,142.32,71.16
              """);
    }
  }

  /// The jars of the command line, as this build has put them together.
  private static List<String> librariesHere() throws IOException {
    try (Stream<Path> jars = Files.list(Repository.root().resolve("cli/target/lib"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(jar -> !jar.startsWith("batchwright-"))
          .toList();
    }
  }

  private static List<String> librariesOf(Path project) throws IOException {
    return Stream.of(Files.readString(project.resolve("target/batchwright.classpath")).split(":"))
        .map(jar -> jar.substring(jar.lastIndexOf('/') + 1).strip())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Orders", "my orders", "1st", "a--b", "../up"})
  void aNameThatCannotBeAJobsIsRefused(String name) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> new NewProject(name, "com.acme"))
        .withMessageContaining("'" + name + "' is no project's name");
  }

  @Test
  void whatIsThereIsNeverWrittenOver() throws IOException {
    Files.writeString(directory.resolve("mine"), "mine");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> new NewProject("orders", "com.acme").write(directory))
        .withMessageContaining("holds something");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).hasSize(1);
    }
  }
}
