package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// DescribeExecution and ListExecutions.
final class ExecutionDescriptions {

  private final StatesEngine engine;
  private final Registry registry;

  ExecutionDescriptions(StatesEngine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("DescribeExecution", this::describe);
    operations.put("ListExecutions", this::list);
  }

  private ObjectNode describe(Request request) throws ApiException {
    Launch launch = registry.existing(request);
    Execution execution = launch.execution();
    boolean data = !request.metadataOnly();
    ObjectNode response = listed(launch);
    if (data) {
      response.put("input", execution.input().toString());
    }
    response.set("inputDetails", Answers.included(data));
    execution.ending().ifPresent(it -> putEnding(response, execution, it, data));
    launch.traceHeader().ifPresent(it -> response.put("traceHeader", it));
    Optional<String> reason = notRedrivable(execution);
    boolean failed =
        switch (execution.status()) {
          case FAILED, TIMED_OUT, ABORTED -> true;
          case RUNNING, SUCCEEDED -> false;
        };
    boolean byMapRun = failed && execution.mapRunArn().isPresent();
    response.put(
        "redriveStatus",
        reason.isEmpty() ? "REDRIVABLE" : byMapRun ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE");
    reason.ifPresent(it -> response.put("redriveStatusReason", it));
    return response;
  }

  /// Why an execution cannot be redriven, or empty when it can.
  Optional<String> notRedrivable(Execution execution) {
    boolean deleting =
        registry.machine(execution.machine().arn()).filter(Deployment::deleting).isPresent();
    return deleting
        ? Optional.of("State machine is in DELETING status")
        : execution.notRedrivable();
  }

  /// How an execution ended, with its input and output.
  static void putEnding(
      ObjectNode response, Execution execution, Ending ending, boolean includeData) {
    response
        .put("status", ending.status().name())
        .put("stopDate", Timestamps.seconds(ending.stopDate()));
    response.set("inputDetails", Answers.included(includeData));
    if (includeData) {
      response.put("input", execution.input().toString());
    }
    if (ending.output().isPresent()) {
      response.set("outputDetails", Answers.included(includeData));
      if (includeData) {
        response.put("output", ending.output().get().toString());
      }
    }
    ending.error().ifPresent(it -> response.put("error", it));
    ending.cause().ifPresent(it -> response.put("cause", it));
  }

  private ObjectNode list(Request request) throws ApiException {
    Optional<String> machineArn = request.text("stateMachineArn");
    Optional<String> mapRunArn = request.text("mapRunArn");
    if (machineArn.isPresent() == mapRunArn.isPresent()) {
      throw Request.invalid("Must provide either a State Machine ARN or a Map Run ARN, not both");
    }
    Pages pages = Pages.of(request);
    List<Launch> all =
        machineArn.isPresent() ? ofMachine(machineArn.get()) : ofRun(mapRunArn.orElseThrow());
    Optional<String> status = request.text("statusFilter");
    Optional<Boolean> redriven = request.text("redriveFilter").map("REDRIVEN"::equals);
    List<Launch> wanted =
        all.stream()
            .filter(it -> status.isEmpty() || it.execution().status().name().equals(status.get()))
            .filter(it -> redriven.isEmpty() || it.execution().redriveCount() > 0 == redriven.get())
            .sorted(Comparator.comparing(ExecutionDescriptions::lastMoved).reversed())
            .toList();
    ObjectNode response = Answers.none();
    ArrayNode executions = response.putArray("executions");
    pages.of(wanted, it -> it.execution().arn(), response).stream()
        .map(ExecutionDescriptions::listed)
        .forEach(executions::add);
    return response;
  }

  /// The service sorts by when an execution stopped or, while it runs, started or was redriven.
  private static Instant lastMoved(Launch launch) {
    Execution execution = launch.execution();
    return execution
        .ending()
        .map(Ending::stopDate)
        .or(execution::redriveDate)
        .orElse(execution.startDate());
  }

  private List<Launch> ofMachine(String arn) throws ApiException {
    Arns.MachineArn parsed = Arns.machine(arn);
    synchronized (registry) {
      Deployment found = registry.machine(parsed.machine()).orElseThrow(() -> Arns.noMachine(arn));
      if (found.machine().type() == MachineType.EXPRESS) {
        throw StartOperations.notSupported();
      }
      return registry.launchesOf(arn).reversed();
    }
  }

  private List<Launch> ofRun(String mapRunArn) throws ApiException {
    Arns.check(mapRunArn, "mapRun");
    if (registry.mapRun(mapRunArn).isEmpty()) {
      throw Arns.noResource(mapRunArn);
    }
    return engine.children().of(mapRunArn).reversed().stream().map(Launch::ofChild).toList();
  }

  private static ObjectNode listed(Launch launch) {
    Execution execution = launch.execution();
    ObjectNode item =
        Answers.none()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.machine().arn())
            .put("name", execution.name())
            .put("status", execution.status().name())
            .put("startDate", Timestamps.seconds(execution.startDate()))
            .put("redriveCount", execution.redriveCount());
    execution.ending().ifPresent(it -> item.put("stopDate", Timestamps.seconds(it.stopDate())));
    execution.redriveDate().ifPresent(it -> item.put("redriveDate", Timestamps.seconds(it)));
    execution.mapRunArn().ifPresent(it -> item.put("mapRunArn", it));
    launch.versionArn().ifPresent(it -> item.put("stateMachineVersionArn", it));
    launch.aliasArn().ifPresent(it -> item.put("stateMachineAliasArn", it));
    return item;
  }
}
