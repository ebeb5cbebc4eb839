package dev.batchwright.cli.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.progress.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known about a run from its execution's history and Map Runs.
///
/// The names of the states are those of `statemachines/batch.asl.json`.
public final class RunTracker {

  private static final String PLAN_CHUNKS = "Plan chunks";
  private static final String CHECK_SEAMS = "Check seams";
  private static final String PLAN_PARTITIONS = "Plan partitions";

  /// States in which a run that has failed says so.
  private static final Set<String> EPILOGUE =
      Set.of("Report failure", "Send run to dead letters", "Failed", "Refused");

  private final Map<String, ItemCounts> mapRuns = new LinkedHashMap<>();
  private long lastEvent;
  private String state = PLAN_CHUNKS;
  private String worked = PLAN_CHUNKS;
  private Optional<PlanFacts> plan = Optional.empty();
  private Optional<String> mapRun = Optional.empty();
  private String noun = "chunks";
  private long committedBefore;
  private long total;
  private long retries;

  /// The last event that was taken in, 0 for none.
  long lastEvent() {
    return lastEvent;
  }

  /// What the plan says, once it is made.
  public Optional<PlanFacts> plan() {
    return plan;
  }

  /// The last state that did something for the run: the one that failed, where it failed.
  public String worked() {
    return worked;
  }

  /// The Map Run that is under way.
  Optional<String> mapRun() {
    return mapRun;
  }

  void takeIn(List<Happening> happenings) {
    for (Happening happening : happenings) {
      lastEvent = happening.event();
      switch (happening) {
        case Happening.Entered entered -> entered(entered.state());
        case Happening.Answered answered -> answered(answered.output());
        case Happening.TaskFailed _ -> retries++;
        case Happening.MapRunStarted started -> mapRun = Optional.of(started.arn());
        case Happening.Other _ -> {}
      }
    }
  }

  void takeIn(String mapRunArn, ItemCounts counts) {
    mapRuns.put(mapRunArn, counts);
  }

  private void entered(String name) {
    state = name;
    if (!EPILOGUE.contains(name)) {
      worked = name;
    }
  }

  private void answered(String output) {
    switch (state) {
      case PLAN_CHUNKS -> {
        PlanFacts facts = PlanFacts.of(payload(output));
        plan = Optional.of(facts);
        total = facts.chunks();
        committedBefore = facts.committedBefore();
      }
      case CHECK_SEAMS -> total += payload(output).path("redo").asLong();
      case PLAN_PARTITIONS -> {
        JsonNode partitions = payload(output);
        noun = "partitions";
        total = partitions.path("partitions").asLong();
        committedBefore = total - partitions.path("pending").asLong(total);
        mapRuns.clear();
        mapRun = Optional.empty();
      }
      default -> {}
    }
  }

  private static JsonNode payload(String output) {
    try {
      return Json.mapper().readTree(output).path("Payload");
    } catch (IOException e) {
      throw new IllegalStateException("a task answered what is no JSON: " + output, e);
    }
  }

  /// How far the run is.
  ///
  /// @param found what the workers have left
  public Snapshot snapshot(Duration elapsed, WorkSoFar.Findings found) {
    ItemCounts counts = mapRuns.values().stream().reduce(ItemCounts.NONE, ItemCounts::plus);
    long pendingChunks = plan.map(it -> it.chunks() - it.committedBefore()).orElse(0L);
    boolean mapping = noun.equals("chunks");
    long bytes = plan.map(PlanFacts::pendingBytes).orElse(0L);
    long read =
        !mapping || pendingChunks == 0
            ? bytes
            : (long) (bytes * Math.min(1.0, (double) counts.succeeded() / pendingChunks));
    return new Snapshot(
        state,
        noun,
        Math.min(total, committedBefore + counts.succeeded()),
        total,
        counts.failed(),
        retries + found.failures(),
        total == 0 ? 0 : read,
        mapping ? bytes - read : 0,
        found.rows(),
        elapsed);
  }
}
