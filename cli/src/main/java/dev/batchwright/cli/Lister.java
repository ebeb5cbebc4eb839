package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.cli.cost.Prices;
import dev.batchwright.cli.cost.RunCost;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Listed;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.state.Living;
import dev.batchwright.cli.state.RunNote;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.summary.RunList;
import dev.batchwright.cli.target.FileReader;
import dev.batchwright.cli.target.ObjectReader;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Does what `batchwright list` was asked: the newest execution of every run.
final class Lister {

  /// A summary above this size is of no run.
  private static final int MAX_SUMMARY_BYTES = 1 << 20;

  private final Terminal terminal;
  private final Reach reach;
  private final InstantSource clock;

  Lister(Terminal terminal, Reach reach, InstantSource clock) {
    this.terminal = terminal;
    this.reach = reach;
    this.clock = clock;
  }

  /// A run and how what it left can be read.
  private record Known(Described execution, ObjectReader objects) {}

  void list(TargetOptions options, Optional<RunState> state, int limit, boolean json) {
    Prices prices = Prices.known();
    if (options.ofStateDirectory()) {
      print(here(options.stateDirectory(), limit), state, limit, prices, json);
      return;
    }
    try (Target target = reach.reach(options.kind(), options.endpoint(), options.stateMachine())) {
      Map<String, Known> runs = new LinkedHashMap<>();
      add(runs, target.executions(), state.flatMap(RunState::status), target.objects(), limit);
      print(runs, state, limit, prices, json);
    }
  }

  private Map<String, Known> here(Path stateDirectory, int limit) {
    Map<String, Known> runs = new LinkedHashMap<>();
    Map<String, ObjectReader> files = new LinkedHashMap<>();
    for (RunNote note : new RunNotes(stateDirectory).all()) {
      ObjectReader reader =
          new FileReader(LocalPlaces.of(note.mounts(), stateDirectory.resolve("s3")));
      files.put(note.run(), reader);
      runs.put(note.run(), new Known(note.described(), reader));
    }
    ObjectReader unmounted =
        new FileReader(LocalPlaces.of(List.of(), stateDirectory.resolve("s3")));
    for (Living living : Living.all(stateDirectory)) {
      try (Target target =
          reach.reach(TargetKind.LOCAL, Optional.of(living.endpoint()), Optional.empty())) {
        Map<String, Known> alive = new LinkedHashMap<>();
        add(alive, target.executions(), Optional.empty(), unmounted, limit);
        alive.forEach((run, known) ->
            runs.put(run, new Known(known.execution(), files.getOrDefault(run, unmounted))));
      } catch (UnreachableException _) {
        // It ends at this moment; what it ran is noted.
      }
    }
    return runs;
  }

  private static void add(
      Map<String, Known> runs,
      Executions executions,
      Optional<String> status,
      ObjectReader objects,
      int limit) {
    for (Listed listed : executions.newest(status, limit)) {
      executions
          .describe(listed.arn())
          .ifPresent(it -> runs.putIfAbsent(it.run(), new Known(it, objects)));
    }
  }

  private void print(
      Map<String, Known> runs, Optional<RunState> state, int limit, Prices prices, boolean json) {
    Instant now = clock.instant();
    List<RunList.Row> rows =
        runs.values().stream()
            .filter(it -> state.isEmpty() || state.get() == state(it))
            .sorted(Comparator.comparing((Known it) -> it.execution().startedAt()).reversed())
            .limit(limit)
            .map(it -> row(it, now, prices))
            .toList();
    RunList list = new RunList(rows, prices);
    if (json) {
      list.printJson(terminal.out());
    } else {
      list.printText(terminal.out());
    }
  }

  private static RunState state(Known known) {
    return RunState.of(known.execution().standing());
  }

  private static RunList.Row row(Known known, Instant now, Prices prices) {
    Described execution = known.execution();
    Optional<JsonNode> summary = summary(known);
    return new RunList.Row(
        execution.run(),
        state(known).toString(),
        execution.startedAt(),
        Duration.between(execution.startedAt(), now),
        execution.took(now),
        execution.job(),
        rowsRead(execution, summary),
        summary.map(it -> cost(it, prices)),
        execution.arn());
  }

  /// What a published run answered, or what the summary of a failed one says that was read so far.
  private static OptionalLong rowsRead(Described execution, Optional<JsonNode> summary) {
    Optional<JsonNode> rows =
        execution.standing() instanceof Standing.Succeeded(String output)
            ? parse(output.getBytes(StandardCharsets.UTF_8)).map(it -> it.path("rowsRead"))
            : summary.map(it -> it.path("rows").path("read"));
    return rows.map(it -> OptionalLong.of(it.asLong())).orElse(OptionalLong.empty());
  }

  /// What the run left of itself; a run that is under way has none, or one of an earlier start, and
  /// one that was refused has written nothing.
  private static Optional<JsonNode> summary(Known known) {
    String output = known.execution().asked().path("output").asText();
    boolean ended =
        switch (state(known)) {
          case PUBLISHED, FAILED, STOPPED -> true;
          case RUNNING, REFUSED -> false;
        };
    if (!ended || !output.startsWith("s3://")) {
      return Optional.empty();
    }
    S3Location prefix = S3Location.parse(output.endsWith("/") ? output : output + "/");
    WorkLayout layout = WorkLayout.of(prefix, known.execution().run());
    ObjectReader objects = known.objects();
    return objects
        .start(layout.summary(), MAX_SUMMARY_BYTES)
        .or(() -> objects.start(layout.failedSummary(), MAX_SUMMARY_BYTES))
        .flatMap(Lister::parse)
        .filter(it -> it.path("effects").isObject());
  }

  /// A failed run sends a dead letter of its own besides those of its chunks.
  private static RunCost cost(JsonNode summary, Prices prices) {
    long letters =
        summary.path("failedChunks").size() + (summary.path("published").asBoolean() ? 0 : 1);
    return RunCost.of(summary.path("effects"), letters, prices);
  }

  private static Optional<JsonNode> parse(byte[] json) {
    try {
      return Optional.of(Json.tree(json));
    } catch (BadRequestException _) {
      return Optional.empty();
    }
  }
}
