package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The Step Functions API over one engine, with its machines and executions in memory.
///
/// ```java
/// var api = StepFunctionsApi.over(StatesEngine.builder().items(store), tasks);
/// JsonNode response = api.call("CreateStateMachine", request);
/// ```
public final class StepFunctionsApi implements StepFunctions {

  /// One operation.
  @FunctionalInterface
  interface Operation {
    ObjectNode call(Request request) throws ApiException;
  }

  private final Map<String, Operation> operations = new HashMap<>();
  private final StartOperations starts;

  /// An API with nothing in it yet, whose machines can start one another: Tasks of
  /// `states:startExecution` and `aws-sdk:sfn` are answered by this API itself.
  ///
  /// @param engine all of the engine's settings but its integrations
  /// @param tasks what all other Tasks call
  public static StepFunctionsApi over(StatesEngine.Builder engine, TaskIntegrations tasks) {
    var nested = new NestedExecutions(tasks);
    var api = new StepFunctionsApi(engine.integrations(nested).build());
    nested.connect(api);
    return api;
  }

  /// An API with nothing in it yet, over an engine with its integrations.
  public StepFunctionsApi(StatesEngine engine) {
    Objects.requireNonNull(engine, "engine");
    var registry = new Registry(engine);
    var versions = new VersionOperations(engine, registry);
    var activities = new ActivityOperations(engine, registry);
    var descriptions = new ExecutionDescriptions(engine, registry);
    new MachineOperations(engine, registry, versions).addTo(operations);
    new MachineDescriptions(registry, versions).addTo(operations);
    versions.addTo(operations);
    new AliasOperations(engine, registry, versions).addTo(operations);
    starts = new StartOperations(engine, registry, versions);
    starts.addTo(operations);
    descriptions.addTo(operations);
    new RedriveOperations(engine, registry, descriptions).addTo(operations);
    new HistoryOperations(registry).addTo(operations);
    new MapRunOperations(registry).addTo(operations);
    new TaskOperations(engine).addTo(operations);
    activities.addTo(operations);
    new TestStateOperation(engine).addTo(operations);
    new TagOperations(registry, activities).addTo(operations);
  }

  /// StartExecution, for those who wait for the execution itself.
  Execution start(JsonNode request) throws ApiException {
    RequestCheck.check("StartExecution", request);
    return starts.start(new Request("StartExecution", request));
  }

  /// The names of all operations.
  public Set<String> operations() {
    return Set.copyOf(operations.keySet());
  }

  @Override
  public JsonNode call(String operation, JsonNode request) throws ApiException {
    Operation found = operations.get(operation);
    if (found == null) {
      throw new ApiException(
          "UnknownOperationException",
          "The operation " + operation + " is not known here; known are " + operations.keySet());
    }
    if (!request.isObject()) {
      throw new ApiException("SerializationException", "The request is not a JSON object");
    }
    RequestCheck.check(operation, request);
    return found.call(new Request(operation, request));
  }
}
