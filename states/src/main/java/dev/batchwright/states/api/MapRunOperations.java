package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.MapRun;
import dev.batchwright.states.engine.MapRunCounts;
import dev.batchwright.states.engine.MapRunSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Operations on Map Runs.
final class MapRunOperations {

  private static final List<String> LIMITS =
      List.of("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage");

  private final Registry registry;

  MapRunOperations(Registry registry) {
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("ListMapRuns", this::list);
    operations.put("DescribeMapRun", this::describe);
    operations.put("UpdateMapRun", this::update);
  }

  private ObjectNode list(Request request) throws ApiException {
    Execution execution = registry.existing(request).execution();
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode runs = response.putArray("mapRuns");
    List<MapRun> latestFirst = execution.mapRuns().reversed();
    for (MapRun run : Pages.of(request).of(latestFirst, MapRun::arn, response)) {
      ObjectNode item =
          runs.addObject()
              .put("executionArn", execution.arn())
              .put("mapRunArn", run.arn())
              .put("stateMachineArn", run.childMachine().arn())
              .put("startDate", Timestamps.seconds(run.startDate()));
      run.stopDate().ifPresent(it -> item.put("stopDate", Timestamps.seconds(it)));
    }
    return response;
  }

  private ObjectNode describe(Request request) throws ApiException {
    MapRun run = existing(request);
    MapRunSettings settings = run.settings();
    ObjectNode response =
        JsonNodeFactory.instance
            .objectNode()
            .put("mapRunArn", run.arn())
            .put("executionArn", run.parent().arn())
            .put("status", run.status().name())
            .put("startDate", Timestamps.seconds(run.startDate()))
            .put("maxConcurrency", settings.maxConcurrency())
            .put("toleratedFailurePercentage", settings.toleratedFailurePercentage().orElse(0.0))
            .put("toleratedFailureCount", settings.toleratedFailureCount().orElse(0L))
            .put("redriveCount", run.redriveCount());
    run.redriveDate().ifPresent(it -> response.put("redriveDate", Timestamps.seconds(it)));
    run.stopDate().ifPresent(it -> response.put("stopDate", Timestamps.seconds(it)));
    response.set("itemCounts", counts(run.itemCounts()));
    response.set("executionCounts", counts(run.executionCounts()));
    return response;
  }

  private static ObjectNode counts(MapRunCounts counts) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pending", counts.pending())
        .put("running", counts.running())
        .put("succeeded", counts.succeeded())
        .put("failed", counts.failed())
        .put("timedOut", counts.timedOut())
        .put("aborted", counts.aborted())
        .put("total", counts.total())
        .put("resultsWritten", counts.resultsWritten())
        .put("failuresNotRedrivable", counts.failuresNotRedrivable())
        .put("pendingRedrive", counts.pendingRedrive());
  }

  private ObjectNode update(Request request) throws ApiException {
    MapRun run = existing(request);
    if (run.status() != MapRun.Status.RUNNING) {
      throw Request.invalid("Map Run cannot be updated: it has ended, '" + run.arn() + "'");
    }
    if (LIMITS.stream().noneMatch(request.body()::hasNonNull)) {
      throw Request.invalid(
          "Expected maxConcurrency, toleratedFailureCount or toleratedFailurePercentage");
    }
    MapRunSettings old = run.settings();
    Optional<Double> concurrency = request.number("maxConcurrency");
    Optional<Double> count = request.number("toleratedFailureCount");
    Optional<Double> percentage = request.number("toleratedFailurePercentage");
    run.update(
        new MapRunSettings(
            concurrency.map(Double::intValue).orElse(old.maxConcurrency()),
            count.map(Double::longValue).or(old::toleratedFailureCount),
            percentage.or(old::toleratedFailurePercentage)));
    return JsonNodeFactory.instance.objectNode();
  }

  private MapRun existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("mapRunArn"), "mapRun");
    return registry.mapRun(arn).orElseThrow(() -> Arns.noResource(arn));
  }
}
