package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The Step Functions API over one engine, with its machines and executions in memory.
///
/// ```java
/// var api = new StepFunctionsApi(StatesEngine.builder().integrations(tasks).items(store).build());
/// JsonNode response = api.call("CreateStateMachine", request);
/// ```
public final class StepFunctionsApi implements StepFunctions {

  /// One operation.
  @FunctionalInterface
  interface Operation {
    ObjectNode call(Request request) throws ApiException;
  }

  private final Map<String, Operation> operations = new HashMap<>();

  /// An API with nothing in it yet.
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
    new StartOperations(engine, registry, versions).addTo(operations);
    descriptions.addTo(operations);
    new RedriveOperations(engine, registry, descriptions).addTo(operations);
    new HistoryOperations(registry).addTo(operations);
    new MapRunOperations(registry).addTo(operations);
    new TaskOperations(engine).addTo(operations);
    activities.addTo(operations);
    new TagOperations(registry, activities).addTo(operations);
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
