package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.pipeline.PipelineRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright pipeline`.
@Command(
    name = "pipeline",
    sortOptions = false,
    description = {
      "Runs jobs that depend on one another: each as soon as what it is after is published.",
      "A job that fails stops only what depends on it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright pipeline nightly.json",
      "  batchwright pipeline nightly.json --date 2026-11-24 --target aws",
      "",
      "The file: {\"pipeline\": \"nightly\", \"jobs\": {",
      "  \"clean\": {\"binding\": \"orders\"},",
      "  \"report\": {\"binding\": \"order-report\", \"after\": [\"clean\"]}}}",
      "Started again with the same --run-id, it goes on with what is not published."
    })
final class PipelineCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline, a JSON file.")
  private Path file = Path.of("pipeline.json");

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "What {date} in bindings is. Default: the file's own, else today (UTC).")
  private @Nullable LocalDate date;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The pipeline run's id; one that was used before goes on with that run.")
  private @Nullable String runId;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  private final PipelineRunner runner;

  PipelineCommand(PipelineRunner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    PipelineRequest read = read();
    PipelineRequest request =
        new PipelineRequest(read.pipeline(), read.jobs(), Optional.ofNullable(date).or(read::date));
    return runner
        .run(
            new PipelineOrder(
                request,
                Optional.ofNullable(runId),
                project.settings(),
                project.jars(),
                options,
                json))
        .code();
  }

  private PipelineRequest read() {
    try {
      return Json.read(Files.readAllBytes(file), PipelineRequest.class, file.toString());
    } catch (IOException e) {
      throw new BadRequestException(
          "pipeline " + file + " cannot be read: " + e + "; name a JSON file", e);
    }
  }
}
