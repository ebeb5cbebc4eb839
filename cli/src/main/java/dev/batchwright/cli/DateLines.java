package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Happening;
import dev.batchwright.cli.execution.ItemCounts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How many dates of a backfill are done, a line whenever it is one more.
final class DateLines implements MachineProgress {

  private static final String PLAN = "Plan backfill";

  private final Executions executions;
  private final String arn;
  private final PrintStream out;
  private Optional<String> mapRun = Optional.empty();
  private ItemCounts said = ItemCounts.NONE;
  private boolean planned;
  private long left;
  private long lastEvent;
  private String state = PLAN;

  DateLines(Executions executions, String arn, PrintStream out) {
    this.executions = executions;
    this.arn = arn;
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
        case Happening.Answered answered when !planned -> planned(answered.output());
        case Happening.MapRunStarted started -> mapRun = Optional.of(started.arn());
        case Happening.Answered _, Happening.TaskFailed _, Happening.Other _ -> {}
      }
    }
    mapRun.map(executions::items).filter(counts -> !counts.equals(said)).ifPresent(this::say);
  }

  private void planned(String output) {
    JsonNode plan = Json.tree(output.getBytes(StandardCharsets.UTF_8)).path("Payload");
    planned = true;
    left = plan.path("left").asLong();
    out.printf(
        "  %,d dates, %,d of them published already, %,d to run%n",
        plan.path("dates").asLong(), plan.path("skipped").size(), left);
  }

  private void say(ItemCounts counts) {
    said = counts;
    long done = counts.succeeded() + counts.failed();
    if (done > 0) {
      out.printf("  %,d of %,d dates done%n", done, left);
    }
  }
}
