package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.engine.Machine;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Operations on state machines.
final class MachineOperations {

  private static final int MAX_DIAGNOSTICS = 100;
  private static final String[] SETTINGS = {
    "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"
  };

  private final StatesEngine engine;
  private final Registry registry;

  MachineOperations(StatesEngine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("CreateStateMachine", this::create);
    operations.put("UpdateStateMachine", this::update);
    operations.put("DeleteStateMachine", this::delete);
    operations.put("DescribeStateMachine", this::describe);
    operations.put("ListStateMachines", this::list);
    operations.put("ValidateStateMachineDefinition", this::validate);
  }

  private ObjectNode create(Request request) throws ApiException {
    String name = Arns.checkName(request.required("name"));
    String definition = request.required("definition");
    String roleArn = request.required("roleArn");
    MachineType type = type(request);
    refusePublishing(request);
    Machine machine =
        Machine.of(
            engine.names().stateMachine(name),
            name,
            type,
            roleArn,
            Definitions.parse(definition, type));
    synchronized (registry) {
      Optional<Deployment> existing = registry.machine(machine.arn());
      if (existing.isPresent()) {
        return sameOrRefused(existing.get(), machine);
      }
      Instant now = engine.time().now();
      registry.put(new Deployment(machine, now, now, "INITIAL", settings(request, none()), false));
      registry.tag(machine.arn(), TagOperations.read(request, "tags"));
      return created(machine.arn(), now);
    }
  }

  private static ObjectNode sameOrRefused(Deployment existing, Machine machine)
      throws ApiException {
    Machine old = existing.machine();
    if (existing.deleting()) {
      throw new ApiException(
          "StateMachineDeleting", "State Machine is being deleted: '" + old.arn() + "'");
    }
    boolean same =
        old.definition().source().equals(machine.definition().source())
            && old.type() == machine.type()
            && old.roleArn().equals(machine.roleArn());
    if (!same) {
      throw new ApiException(
          "StateMachineAlreadyExists", "State Machine Already Exists: '" + old.arn() + "'");
    }
    return created(old.arn(), existing.creationDate());
  }

  private static ObjectNode created(String arn, Instant at) {
    return none().put("stateMachineArn", arn).put("creationDate", Timestamps.seconds(at));
  }

  private ObjectNode update(Request request) throws ApiException {
    refusePublishing(request);
    Optional<String> definition = request.text("definition");
    Optional<String> roleArn = request.text("roleArn");
    boolean changes =
        definition.isPresent()
            || roleArn.isPresent()
            || java.util.Arrays.stream(SETTINGS).anyMatch(it -> request.any(it).isPresent());
    if (!changes) {
      throw new ApiException(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, or a configuration" + " must be specified");
    }
    synchronized (registry) {
      Deployment old = existing(request);
      Machine machine = old.machine();
      var parsed =
          definition.isPresent()
              ? Definitions.parse(definition.get(), machine.type())
              : machine.definition();
      Machine changed =
          Machine.of(
              machine.arn(),
              machine.name(),
              machine.type(),
              roleArn.orElse(machine.roleArn()),
              parsed);
      Instant now = engine.time().now();
      String revision = engine.newId();
      registry.put(
          old.updated(changed, now, revision, settings(request, (ObjectNode) old.settings())));
      return none().put("updateDate", Timestamps.seconds(now)).put("revisionId", revision);
    }
  }

  private ObjectNode delete(Request request) throws ApiException {
    registry.delete(Arns.check(request.required("stateMachineArn"), "stateMachine"));
    return none();
  }

  private ObjectNode describe(Request request) throws ApiException {
    Deployment found = existing(request);
    Machine machine = found.machine();
    ObjectNode response =
        none()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("status", found.deleting() ? "DELETING" : "ACTIVE")
            .put("definition", machine.definition().source())
            .put("roleArn", machine.roleArn())
            .put("type", machine.type().name())
            .put("creationDate", Timestamps.seconds(found.creationDate()))
            .put("revisionId", found.revisionId());
    response.setAll((ObjectNode) found.settings());
    return response;
  }

  private ObjectNode list(Request request) throws ApiException {
    Pages pages = Pages.of(request);
    ObjectNode response = none();
    ArrayNode machines = response.putArray("stateMachines");
    for (Deployment it : pages.of(registry.machines(), response)) {
      machines
          .addObject()
          .put("stateMachineArn", it.machine().arn())
          .put("name", it.machine().name())
          .put("type", it.machine().type().name())
          .put("creationDate", Timestamps.seconds(it.creationDate()));
    }
    return response;
  }

  private ObjectNode validate(Request request) throws ApiException {
    int limit =
        request
            .number("maxResults", 0, MAX_DIAGNOSTICS)
            .map(Double::intValue)
            .filter(it -> it > 0)
            .orElse(MAX_DIAGNOSTICS);
    return Definitions.validate(request.required("definition"), type(request), limit);
  }

  private Deployment existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("stateMachineArn"), "stateMachine");
    return registry.machine(arn).orElseThrow(() -> Arns.noMachine(arn));
  }

  private static MachineType type(Request request) throws ApiException {
    String type = request.text("type").orElse("STANDARD");
    if (!type.equals("STANDARD") && !type.equals("EXPRESS")) {
      throw Request.invalid("'type' is '" + type + "', expected STANDARD or EXPRESS");
    }
    return MachineType.valueOf(type);
  }

  private static void refusePublishing(Request request) throws ApiException {
    if (request.flag("publish", false)) {
      throw Request.invalid("'publish' is true: versions are not served here, expected false");
    }
  }

  private static ObjectNode settings(Request request, ObjectNode before) {
    ObjectNode settings = before.deepCopy();
    for (String name : SETTINGS) {
      request.any(name).ifPresent(it -> settings.set(name, it));
    }
    return settings;
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }
}
