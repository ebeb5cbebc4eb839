package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchwright.batch.model.BadRequestException;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassPathPackageTest {

  private final ClassPathPackage packaged =
      new ClassPathPackage(
          Set.of("s3-2.41.28.jar"),
          Set.of("s3-2.41.28.jar", "picocli-4.7.7.jar", "junit-jupiter-6.1.3.jar"));

  @Test
  void functionsGetTheirHandlersWhatTheyStandOnAndWhatIsTheProjectsOwn() {
    String classPath =
        String.join(
            File.pathSeparator,
            "target/orders.jar",
            "m2/batchwright-0.1.0.jar",
            "m2/batchwright-cli-0.1.0.jar",
            "m2/batchwright-local-0.1.0.jar",
            "m2/batchwright-batch-0.1.0.jar",
            "m2/batchwright-functions-0.1.0.jar",
            "m2/batchwright-helpers.jar",
            "m2/s3-2.41.28.jar",
            "m2/picocli-4.7.7.jar",
            "m2/junit-jupiter-6.1.3.jar",
            "m2/acme-tables-3.jar");
    assertThat(packaged.of(classPath))
        .containsExactly(
            Path.of("target/orders.jar"),
            Path.of("m2/batchwright-batch-0.1.0.jar"),
            Path.of("m2/batchwright-functions-0.1.0.jar"),
            Path.of("m2/batchwright-helpers.jar"),
            Path.of("m2/s3-2.41.28.jar"),
            Path.of("m2/acme-tables-3.jar"));
  }

  @Test
  void outsideOfAProjectThePackageHasToBeBuilt() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> ClassPathPackage.jars(Path.of("functions.zip")))
        .withMessageContaining("functions.zip is not there; make it by: mvn package");
  }
}
