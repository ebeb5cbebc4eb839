package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Operations on versions of state machines.
final class VersionOperations {

  /// Most versions of one machine. (AWS: PublishStateMachineVersion.)
  private static final int MAX_VERSIONS = 1_000;

  private final StatesEngine engine;
  private final Registry registry;

  VersionOperations(StatesEngine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("PublishStateMachineVersion", this::publish);
    operations.put("DeleteStateMachineVersion", this::delete);
    operations.put("ListStateMachineVersions", this::list);
  }

  private ObjectNode publish(Request request) throws ApiException {
    String arn = Arns.plainMachine(request.required("stateMachineArn"));
    synchronized (registry) {
      Deployment current = registry.active(arn);
      Optional<String> wanted = request.text("revisionId");
      if (wanted.isPresent() && !wanted.get().equals(current.revisionId())) {
        throw new ApiException(
            "ConflictException",
            "Failed to publish the State Machine version for revision "
                + wanted.get()
                + ". The current State Machine revision is "
                + current.revisionId()
                + ".");
      }
      Version version = publish(current, request.text("description").orElse(""));
      return Answers.none()
          .put("creationDate", Timestamps.seconds(version.creationDate()))
          .put("stateMachineVersionArn", version.arn());
    }
  }

  /// The version of a machine's current revision, made unless it is there. Called with the
  /// registry's lock held.
  Version publish(Deployment current, String description) throws ApiException {
    Releases releases = registry.releases(current.arn());
    Optional<Version> same = releases.ofRevision(current.revisionId());
    if (same.isPresent()) {
      return same.get();
    }
    if (releases.versions().size() >= MAX_VERSIONS) {
      throw new ApiException(
          "ServiceQuotaExceededException",
          "'" + current.arn() + "' has " + MAX_VERSIONS + " versions; delete some first");
    }
    int number = releases.nextNumber();
    Version version =
        new Version(
            current.arn() + ":" + number, number, current, description, engine.time().now());
    releases.add(version);
    return version;
  }

  /// A version that is there.
  Version existing(String versionArn) throws ApiException {
    String machine = Arns.machine(versionArn).machine();
    synchronized (registry) {
      return registry
          .releases(machine)
          .version(versionArn)
          .orElseThrow(() -> Arns.noMachine(versionArn));
    }
  }

  private ObjectNode delete(Request request) throws ApiException {
    Arns.MachineArn arn = Arns.machine(request.required("stateMachineVersionArn"));
    if (!arn.isVersion()) {
      throw Request.invalid("'" + arn.text() + "' is not the ARN of a version");
    }
    synchronized (registry) {
      Releases releases = registry.releases(arn.machine());
      List<String> aliases = releases.leadingTo(arn.text());
      if (!aliases.isEmpty()) {
        throw new ApiException(
            "ConflictException",
            "Version to be deleted must not be referenced by an alias. Current list of aliases"
                + " referencing this version: "
                + aliases);
      }
      releases.version(arn.text()).ifPresent(releases::remove);
    }
    return Answers.none();
  }

  private ObjectNode list(Request request) throws ApiException {
    String arn = Arns.plainMachine(request.required("stateMachineArn"));
    Pages pages = Pages.of(request);
    ObjectNode response = Answers.none();
    ArrayNode listed = response.putArray("stateMachineVersions");
    synchronized (registry) {
      for (Version it : pages.of(registry.releases(arn).versions(), Version::arn, response)) {
        listed
            .addObject()
            .put("stateMachineVersionArn", it.arn())
            .put("creationDate", Timestamps.seconds(it.creationDate()));
      }
    }
    return response;
  }
}
