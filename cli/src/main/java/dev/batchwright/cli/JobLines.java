package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Happening;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.target.ObjectReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line for each job of a pipeline that has ended: what became of it.
final class JobLines implements MachineProgress {

  private static final String PLAN = "Plan pipeline";

  /// An outcome is a few names and a cause that was cut to 500 characters.
  private static final int MAX_OUTCOME_BYTES = 64 << 10;

  private final Executions executions;
  private final String arn;
  private final ObjectReader objects;
  private final Places places;
  private final PrintStream out;
  private final List<String> open = new ArrayList<>();
  private Optional<S3Location> work = Optional.empty();
  private long lastEvent;
  private String state = PLAN;

  JobLines(
      Executions executions, String arn, ObjectReader objects, Places places, PrintStream out) {
    this.executions = executions;
    this.arn = arn;
    this.objects = objects;
    this.places = places;
    this.out = out;
  }

  @Override
  public String state() {
    return state;
  }

  @Override
  public void look() {
    for (Happening happening : executions.since(arn, lastEvent)) {
      lastEvent = happening.event();
      switch (happening) {
        case Happening.Entered entered -> state = entered.state();
        case Happening.Answered answered when work.isEmpty() -> planned(answered.output());
        case Happening.Answered _,
            Happening.TaskFailed _,
            Happening.MapRunStarted _,
            Happening.Other _ -> {}
      }
    }
    work.ifPresent(prefix -> open.removeIf(job -> hasEnded(prefix, job)));
  }

  private void planned(String output) {
    JsonNode plan = Json.tree(output.getBytes(StandardCharsets.UTF_8)).path("Payload");
    JsonNode prefix = plan.path("work");
    if (prefix.has("bucket")) {
      work =
          Optional.of(new S3Location(prefix.path("bucket").asText(), prefix.path("key").asText()));
      plan.path("jobs").forEach(job -> open.add(job.path("job").asText()));
    }
  }

  private boolean hasEnded(S3Location prefix, String job) {
    Optional<byte[]> outcome =
        objects.start(prefix.plus("outcomes/" + job + ".json"), MAX_OUTCOME_BYTES);
    outcome.map(Json::tree).ifPresent(it -> out.println(line(job, it)));
    return outcome.isPresent();
  }

  private String line(String job, JsonNode outcome) {
    String status = outcome.path("status").asText();
    String what =
        status.equals("published")
            ? "%,d rows  %s"
                .formatted(
                    outcome.path("rowsWritten").asLong(),
                    places.show(outcome.path("manifest").asText()))
            : places.show(outcome.path("cause").asText());
    return "  %-20s %-10s %s".formatted(job, status, what);
  }
}
