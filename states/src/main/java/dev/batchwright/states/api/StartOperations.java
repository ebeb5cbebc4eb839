package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import java.util.Optional;

/// StartExecution, StartSyncExecution and StopExecution.
final class StartOperations {

  private static final long BILLING_STEP_MILLIS = 100;
  private static final int BILLING_STEP_MEGABYTES = 64;
  private static final int WHOLE_PERCENT = 100;

  private final StatesEngine engine;
  private final Registry registry;
  private final VersionOperations versions;

  StartOperations(StatesEngine engine, Registry registry, VersionOperations versions) {
    this.engine = engine;
    this.registry = registry;
    this.versions = versions;
  }

  /// What a request's ARN leads to.
  private record Target(Deployment of, Optional<String> version, Optional<String> alias) {
    Machine machine() {
      return of.machine();
    }
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("StartExecution", request -> started(start(request)));
    operations.put("StartSyncExecution", this::startSync);
    operations.put("StopExecution", this::stop);
  }

  /// Starts an execution, or finds the running one of the same name and input.
  Execution start(Request request) throws ApiException {
    synchronized (registry) {
      Target target = target(request);
      JsonNode input = input(request);
      String name = name(request);
      Machine machine = target.machine();
      if (machine.type() == MachineType.STANDARD) {
        String arn = engine.names().execution(machine.name(), name);
        Optional<Launch> same = registry.launch(arn);
        if (same.isPresent()) {
          return sameOrRefused(same.get(), target, input);
        }
      }
      Execution execution = engine.start(machine, name, input);
      if (machine.type() == MachineType.STANDARD) {
        registry.put(
            new Launch(
                execution,
                Optional.of(target.of()),
                target.version(),
                target.alias(),
                request.text("traceHeader")));
      }
      return execution;
    }
  }

  /// Starting the same name with the same input again is the same execution while it runs.
  private static Execution sameOrRefused(Launch existing, Target target, JsonNode input)
      throws ApiException {
    Execution execution = existing.execution();
    if (execution.status() == ExecutionStatus.RUNNING
        && execution.input().equals(input)
        && existing.aliasArn().equals(target.alias())) {
      return execution;
    }
    throw new ApiException(
        "ExecutionAlreadyExists", "Execution Already Exists: '" + execution.arn() + "'");
  }

  private Target target(Request request) throws ApiException {
    Arns.MachineArn arn = Arns.machine(request.required("stateMachineArn"));
    if (arn.label().isPresent()) {
      throw Request.invalid(
          "'" + arn.text() + "' is a Map state of a machine; it cannot be started by itself");
    }
    if (arn.qualifier().isEmpty()) {
      return new Target(registry.active(arn.text()), Optional.empty(), Optional.empty());
    }
    registry.active(arn.machine());
    Optional<Alias> alias = Optional.empty();
    if (arn.isAlias()) {
      alias = registry.releases(arn.machine()).alias(arn.text());
      if (alias.isEmpty()) {
        throw Arns.noMachine(arn.text());
      }
    }
    int draw = Math.floorMod(engine.newId().hashCode(), WHOLE_PERCENT);
    Version version = versions.existing(alias.map(it -> it.route(draw)).orElse(arn.text()));
    return new Target(version.of(), Optional.of(version.arn()), alias.map(Alias::arn));
  }

  private ObjectNode startSync(Request request) throws ApiException {
    Machine machine;
    synchronized (registry) {
      machine = target(request).machine();
    }
    if (machine.type() != MachineType.EXPRESS) {
      throw notSupported();
    }
    Execution execution = engine.start(machine, name(request), input(request));
    Ending ending = await(execution);
    long millis = Duration.between(execution.startDate(), ending.stopDate()).toMillis();
    ObjectNode response = started(execution);
    response
        .put("stateMachineArn", request.required("stateMachineArn"))
        .put("name", execution.name());
    ExecutionDescriptions.putEnding(response, execution, ending, !request.metadataOnly());
    request.text("traceHeader").ifPresent(it -> response.put("traceHeader", it));
    response
        .putObject("billingDetails")
        .put("billedMemoryUsedInMB", BILLING_STEP_MEGABYTES)
        .put(
            "billedDurationInMilliseconds",
            Math.ceilDiv(Math.max(1, millis), BILLING_STEP_MILLIS) * BILLING_STEP_MILLIS);
    return response;
  }

  static ApiException notSupported() {
    return new ApiException(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  private static ObjectNode started(Execution execution) {
    return Answers.none()
        .put("executionArn", execution.arn())
        .put("startDate", Timestamps.seconds(execution.startDate()));
  }

  private static Ending await(Execution execution) throws ApiException {
    try {
      return execution.await();
    } catch (InterruptedException e) {
      throw ApiException.interrupted("waiting for the execution to end");
    }
  }

  private String name(Request request) throws ApiException {
    Optional<String> name = request.text("name");
    return name.isPresent() ? Arns.checkName(name.get()) : engine.newId();
  }

  private static JsonNode input(Request request) throws ApiException {
    JsonNode input =
        request.json("input", "InvalidExecutionInput", "Invalid State Machine Execution Input");
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
    Execution execution = registry.existing(request).execution();
    try {
      Ending ending = execution.stop(request.text("error"), request.text("cause"));
      return Answers.none().put("stopDate", Timestamps.seconds(ending.stopDate()));
    } catch (InterruptedException e) {
      throw ApiException.interrupted("stopping the execution");
    }
  }
}
