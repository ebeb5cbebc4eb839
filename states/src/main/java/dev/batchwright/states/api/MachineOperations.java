package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.Machine;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Operations on state machines.
final class MachineOperations {

  private static final int MAX_DIAGNOSTICS = 100;

  private final StatesEngine engine;
  private final Registry registry;
  private final VersionOperations versions;

  MachineOperations(StatesEngine engine, Registry registry, VersionOperations versions) {
    this.engine = engine;
    this.registry = registry;
    this.versions = versions;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("CreateStateMachine", this::create);
    operations.put("UpdateStateMachine", this::update);
    operations.put("DeleteStateMachine", this::delete);
    operations.put("ListStateMachines", this::list);
    operations.put("ValidateStateMachineDefinition", MachineOperations::validate);
  }

  private ObjectNode create(Request request) throws ApiException {
    String name = Arns.checkName(request.required("name"));
    MachineType type = type(request);
    Deployment.Published published = published(request);
    ObjectNode settings = MachineSettings.of(request, MachineSettings.defaults());
    Map<String, String> tags = TagOperations.read(request);
    StateMachine definition = Definitions.parse(request.required("definition"), type);
    String arn = engine.names().stateMachine(name);
    Machine machine = Machine.of(arn, name, type, request.required("roleArn"), definition);
    synchronized (registry) {
      Optional<Deployment> existing = registry.machine(arn);
      if (existing.isPresent()) {
        return sameOrRefused(existing.get(), machine, settings, published);
      }
      Instant now = engine.time().now();
      Deployment made =
          new Deployment(machine, now, now, Deployment.FIRST_REVISION, settings, published, false);
      registry.put(made);
      registry.setTags(arn, tags);
      ObjectNode response = created(made);
      if (published.wanted()) {
        String version = versions.publish(made, published.description()).arn();
        response.put("stateMachineVersionArn", version);
      }
      return response;
    }
  }

  private static Deployment.Published published(Request request) throws ApiException {
    boolean wanted = request.flag("publish", false);
    Optional<String> description = request.text("versionDescription");
    if (!wanted && description.isPresent()) {
      throw Request.invalid("Version description can only be set when publish is true");
    }
    return new Deployment.Published(wanted, description.orElse(""));
  }

  /// Role and tags do not count: the service ignores that they differ.
  private ObjectNode sameOrRefused(
      Deployment existing, Machine machine, ObjectNode settings, Deployment.Published published)
      throws ApiException {
    Machine old = existing.machine();
    if (existing.deleting()) {
      throw Arns.deleting(old.arn());
    }
    boolean same =
        old.definition().source().equals(machine.definition().source())
            && old.type() == machine.type()
            && existing.settings().equals(settings)
            && existing.published().equals(published);
    if (!same) {
      throw new ApiException(
          "StateMachineAlreadyExists", "State Machine Already Exists: '" + old.arn() + "'");
    }
    ObjectNode response = created(existing);
    registry
        .releases(old.arn())
        .ofRevision(existing.revisionId())
        .filter(_ -> published.wanted())
        .ifPresent(it -> response.put("stateMachineVersionArn", it.arn()));
    return response;
  }

  private static ObjectNode created(Deployment made) {
    return Answers.none()
        .put("stateMachineArn", made.arn())
        .put("creationDate", Timestamps.seconds(made.creationDate()));
  }

  private ObjectNode update(Request request) throws ApiException {
    String arn = Arns.plainMachine(request.required("stateMachineArn"));
    Deployment.Published published = published(request);
    Optional<String> definition = request.text("definition");
    Optional<String> roleArn = request.text("roleArn");
    if (definition.isEmpty() && roleArn.isEmpty() && !MachineSettings.anyIn(request)) {
      throw new ApiException(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration"
              + " or the EncryptionConfiguration must be specified");
    }
    synchronized (registry) {
      Deployment old = registry.active(arn);
      Machine machine = old.machine();
      StateMachine parsed =
          definition.isPresent()
              ? Definitions.parse(definition.get(), machine.type())
              : machine.definition();
      Machine changed =
          Machine.of(
              arn, machine.name(), machine.type(), roleArn.orElse(machine.roleArn()), parsed);
      ObjectNode settings = MachineSettings.of(request, old.settings());
      Instant now = engine.time().now();
      boolean same =
          parsed.source().equals(machine.definition().source())
              && changed.roleArn().equals(machine.roleArn())
              && settings.equals(old.settings());
      String revision = same ? old.revisionId() : engine.newId();
      Deployment updated = old.updated(changed, now, revision, settings);
      registry.put(updated);
      ObjectNode response = Answers.none().put("updateDate", Timestamps.seconds(now));
      if (!updated.isFirstRevision()) {
        response.put("revisionId", revision);
      }
      if (published.wanted()) {
        String version = versions.publish(updated, published.description()).arn();
        response.put("stateMachineVersionArn", version);
      }
      return response;
    }
  }

  private ObjectNode delete(Request request) throws ApiException {
    String arn = Arns.plainMachine(request.required("stateMachineArn"));
    registry.delete(arn).forEach(Execution::abortAtNextTransition);
    return Answers.none();
  }

  private ObjectNode list(Request request) throws ApiException {
    Pages pages = Pages.of(request);
    ObjectNode response = Answers.none();
    ArrayNode machines = response.putArray("stateMachines");
    for (Deployment it : pages.sorted(registry.machines(), Deployment::arn, response)) {
      machines
          .addObject()
          .put("stateMachineArn", it.arn())
          .put("name", it.machine().name())
          .put("type", it.machine().type().name())
          .put("creationDate", Timestamps.seconds(it.creationDate()));
    }
    return response;
  }

  private static ObjectNode validate(Request request) {
    int limit =
        request
            .number("maxResults")
            .map(Double::intValue)
            .filter(it -> it > 0)
            .orElse(MAX_DIAGNOSTICS);
    boolean withWarnings = request.text("severity").filter("WARNING"::equals).isPresent();
    return Definitions.validate(request.required("definition"), type(request), withWarnings, limit);
  }

  private static MachineType type(Request request) {
    return MachineType.valueOf(request.text("type").orElse("STANDARD"));
  }
}
