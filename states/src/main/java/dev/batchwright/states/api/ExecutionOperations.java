package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.engine.Machine;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.query.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Operations on executions.
final class ExecutionOperations {

  private static final long BILLING_STEP_MILLIS = 100;
  private static final int BILLING_STEP_MEGABYTES = 64;

  private final StatesEngine engine;
  private final Registry registry;

  ExecutionOperations(StatesEngine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("StartExecution", this::start);
    operations.put("StartSyncExecution", this::startSync);
    operations.put("StopExecution", this::stop);
    operations.put("RedriveExecution", this::redrive);
    operations.put("DescribeExecution", this::describe);
    operations.put("DescribeStateMachineForExecution", this::describeMachine);
    operations.put("ListExecutions", this::list);
  }

  private ObjectNode start(Request request) throws ApiException {
    synchronized (registry) {
      Machine machine = startable(request);
      JsonNode input = input(request);
      String name = name(request);
      if (machine.type() == MachineType.STANDARD) {
        String arn = engine.names().execution(machine.name(), name);
        Optional<Execution> same = registry.execution(arn);
        if (same.isPresent()) {
          return started(sameOrRefused(same.get(), input));
        }
      }
      Execution execution = engine.start(machine, name, input);
      if (machine.type() == MachineType.STANDARD) {
        registry.put(execution);
      }
      return started(execution);
    }
  }

  /// Starting the same name with the same input again is the same execution while it runs.
  private static Execution sameOrRefused(Execution existing, JsonNode input) throws ApiException {
    if (existing.status() == ExecutionStatus.RUNNING && existing.input().equals(input)) {
      return existing;
    }
    throw new ApiException(
        "ExecutionAlreadyExists", "Execution Already Exists: '" + existing.arn() + "'");
  }

  private static ObjectNode started(Execution execution) {
    return none()
        .put("executionArn", execution.arn())
        .put("startDate", Timestamps.seconds(execution.startDate()));
  }

  private ObjectNode startSync(Request request) throws ApiException {
    Machine machine = startable(request);
    if (machine.type() != MachineType.EXPRESS) {
      throw new ApiException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    Execution execution = engine.start(machine, name(request), input(request));
    Ending ending = await(execution);
    long millis = Duration.between(execution.startDate(), ending.stopDate()).toMillis();
    ObjectNode response = started(execution);
    response.put("stateMachineArn", machine.arn()).put("name", execution.name());
    describeEnding(response, execution, ending);
    response
        .putObject("billingDetails")
        .put("billedMemoryUsedInMB", BILLING_STEP_MEGABYTES)
        .put(
            "billedDurationInMilliseconds",
            Math.ceilDiv(Math.max(1, millis), BILLING_STEP_MILLIS) * BILLING_STEP_MILLIS);
    return response;
  }

  private static Ending await(Execution execution) throws ApiException {
    try {
      return execution.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          "InternalServerError", "Interrupted while waiting for the execution to end", 500);
    }
  }

  private Machine startable(Request request) throws ApiException {
    String arn = Arns.check(request.required("stateMachineArn"), "stateMachine");
    Deployment found = registry.machine(arn).orElseThrow(() -> Arns.noMachine(arn));
    if (found.deleting()) {
      throw new ApiException(
          "StateMachineDeleting", "State Machine is being deleted: '" + arn + "'");
    }
    return found.machine();
  }

  private String name(Request request) throws ApiException {
    Optional<String> name = request.text("name");
    return name.isPresent() ? Arns.checkName(name.get()) : engine.newId();
  }

  private static JsonNode input(Request request) throws ApiException {
    JsonNode input = request.json("input", "InvalidExecutionInput");
    if (Json.sizeBytes(input) > Limits.MAX_PAYLOAD_BYTES) {
      throw new ApiException(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: more than "
              + Limits.MAX_PAYLOAD_BYTES
              + " bytes");
    }
    return input;
  }

  private ObjectNode stop(Request request) throws ApiException {
    Execution execution = existing(request);
    try {
      Ending ending = execution.stop(request.text("error"), request.text("cause"));
      return none().put("stopDate", Timestamps.seconds(ending.stopDate()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          "InternalServerError", "Interrupted while stopping the execution", 500);
    }
  }

  private ObjectNode redrive(Request request) throws ApiException {
    Execution execution = existing(request);
    return execution
        .redrive()
        .map(at -> none().put("redriveDate", Timestamps.seconds(at)))
        .orElseThrow(() ->
            new ApiException(
                "ExecutionNotRedrivable",
                execution.notRedrivable().orElse("Execution is running again")));
  }

  private static void describeRedrive(ObjectNode response, Execution execution) {
    response.put("redriveCount", execution.redriveCount());
    execution.redriveDate().ifPresent(it -> response.put("redriveDate", Timestamps.seconds(it)));
    Optional<String> reason = execution.notRedrivable();
    boolean byMapRun =
        execution.mapRunArn().isPresent() && execution.status() != ExecutionStatus.SUCCEEDED;
    response.put(
        "redriveStatus",
        reason.isEmpty() ? "REDRIVABLE" : byMapRun ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE");
    reason.ifPresent(it -> response.put("redriveStatusReason", it));
  }

  private ObjectNode describe(Request request) throws ApiException {
    Execution execution = existing(request);
    ObjectNode response = started(execution);
    response
        .put("stateMachineArn", execution.machine().arn())
        .put("name", execution.name())
        .put("status", execution.status().name())
        .put("input", execution.input().toString());
    describeRedrive(response, execution);
    response.putObject("inputDetails").put("included", true);
    execution.mapRunArn().ifPresent(it -> response.put("mapRunArn", it));
    execution.ending().ifPresent(it -> describeEnding(response, execution, it));
    return response;
  }

  private static void describeEnding(ObjectNode response, Execution execution, Ending ending) {
    response
        .put("status", ending.status().name())
        .put("stopDate", Timestamps.seconds(ending.stopDate()))
        .put("input", execution.input().toString());
    response.putObject("inputDetails").put("included", true);
    ending
        .output()
        .ifPresent(it -> {
          response.put("output", it.toString());
          response.putObject("outputDetails").put("included", true);
        });
    ending.error().ifPresent(it -> response.put("error", it));
    ending.cause().ifPresent(it -> response.put("cause", it));
  }

  private ObjectNode describeMachine(Request request) throws ApiException {
    Execution execution = existing(request);
    Machine machine = execution.machine();
    ObjectNode response =
        none()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("definition", machine.definition().source())
            .put("roleArn", machine.roleArn())
            .put("updateDate", Timestamps.seconds(updated(machine, execution)));
    execution
        .mapRunArn()
        .ifPresent(it -> {
          response.put("mapRunArn", it);
          response.put("label", machine.name().substring(machine.name().indexOf('/') + 1));
        });
    return response;
  }

  private java.time.Instant updated(Machine machine, Execution execution) {
    return registry
        .machine(machine.arn())
        .map(Deployment::updateDate)
        .orElse(execution.startDate());
  }

  private ObjectNode list(Request request) throws ApiException {
    Optional<String> machineArn = request.text("stateMachineArn");
    Optional<String> mapRunArn = request.text("mapRunArn");
    if (machineArn.isPresent() == mapRunArn.isPresent()) {
      throw Request.invalid("Exactly one of stateMachineArn and mapRunArn must be specified");
    }
    List<Execution> all = machineArn.isPresent() ? of(machineArn.get()) : ofRun(mapRunArn.get());
    Optional<String> status = request.text("statusFilter");
    List<Execution> wanted =
        all.stream()
            .filter(it -> status.isEmpty() || it.status().name().equals(status.get()))
            .toList();
    ObjectNode response = none();
    ArrayNode executions = response.putArray("executions");
    for (Execution execution : Pages.of(request).of(wanted, response)) {
      executions.add(listed(execution));
    }
    return response;
  }

  private List<Execution> of(String machineArn) throws ApiException {
    Arns.check(machineArn, "stateMachine");
    Deployment found = registry.machine(machineArn).orElseThrow(() -> Arns.noMachine(machineArn));
    if (found.machine().type() == MachineType.EXPRESS) {
      throw new ApiException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    return registry.executionsOf(machineArn);
  }

  private List<Execution> ofRun(String mapRunArn) throws ApiException {
    Arns.check(mapRunArn, "mapRun");
    if (registry.mapRun(mapRunArn).isEmpty()) {
      throw new ApiException("ResourceNotFound", "Resource not found: '" + mapRunArn + "'");
    }
    return engine.children().of(mapRunArn);
  }

  private static ObjectNode listed(Execution execution) {
    ObjectNode item = started(execution);
    item.put("stateMachineArn", execution.machine().arn())
        .put("name", execution.name())
        .put("status", execution.status().name())
        .put("redriveCount", execution.redriveCount());
    execution.redriveDate().ifPresent(it -> item.put("redriveDate", Timestamps.seconds(it)));
    execution.mapRunArn().ifPresent(it -> item.put("mapRunArn", it));
    execution.ending().ifPresent(it -> item.put("stopDate", Timestamps.seconds(it.stopDate())));
    return item;
  }

  private Execution existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("executionArn"), "execution");
    return registry.execution(arn).orElseThrow(() -> Arns.noExecution(arn));
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }
}
