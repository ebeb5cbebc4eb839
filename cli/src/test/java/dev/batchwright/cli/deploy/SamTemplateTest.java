package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamTemplateTest {

  @TempDir private Path directory;

  @Test
  void theTemplateNamesAPackageWithJobsAndSettings() throws IOException {
    Path infra = Files.createDirectory(directory.resolve("infra"));
    Path template =
        Files.writeString(
            infra.resolve("template.yaml"),
            "Globals:\n  Function:\n    CodeUri: ../base.zip\nResources:\n  Queue: {}\n");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(directory.resolve("base.zip")))) {
      zip.putNextEntry(new ZipEntry("lib/own.jar"));
    }
    Path jar = Files.writeString(directory.resolve("jobs.jar"), "jobs");
    Path settings =
        Files.writeString(
            directory.resolve("mine.json"),
            """
            {"bindings": {"nightly": {"job": "count-by", "inputs": ["s3://{data}/in/*"],
              "output": "s3://{data}/out/{run}/",
              "schedule": {"expression": "rate(1 day)"}}}}
            """);
    Path code = directory.resolve("made/functions.zip");

    String text = SamTemplate.write(template, Optional.of(settings), List.of(jar), code, directory);

    assertThat(text)
        .contains("    CodeUri: made/functions.zip\n")
        .contains("  NightlySchedule:\n    Type: AWS::Scheduler::Schedule\n");
    try (ZipFile zip = new ZipFile(code.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("batchwright.json", "lib/jobs.jar", "lib/own.jar");
    }
  }
}
