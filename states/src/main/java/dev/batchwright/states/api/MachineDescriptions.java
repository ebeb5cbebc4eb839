package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// DescribeStateMachine and DescribeStateMachineForExecution.
final class MachineDescriptions {

  private final Registry registry;
  private final VersionOperations versions;

  MachineDescriptions(Registry registry, VersionOperations versions) {
    this.registry = registry;
    this.versions = versions;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("DescribeStateMachine", this::describe);
    operations.put("DescribeStateMachineForExecution", this::describeForExecution);
  }

  private ObjectNode describe(Request request) throws ApiException {
    Arns.MachineArn arn = Arns.machine(request.required("stateMachineArn"));
    if (arn.isAlias()) {
      throw Request.invalid("'" + arn.text() + "' is an alias; use DescribeStateMachineAlias");
    }
    Optional<Version> version = Optional.empty();
    Deployment found;
    synchronized (registry) {
      if (arn.isVersion()) {
        version = Optional.of(versions.existing(arn.text()));
      }
      found =
          version
              .map(Version::of)
              .or(() -> registry.machine(arn.machine()))
              .orElseThrow(() -> Arns.noMachine(arn.text()));
    }
    Machine machine = found.machine();
    ObjectNode response =
        Answers.none()
            .put("stateMachineArn", arn.text())
            .put("name", machine.name())
            .put("status", found.deleting() ? "DELETING" : "ACTIVE");
    describe(response, request, found);
    response.put("type", machine.type().name());
    response.put(
        "creationDate",
        Timestamps.seconds(version.map(Version::creationDate).orElse(found.creationDate())));
    arn.label().ifPresent(it -> response.put("label", it));
    version.ifPresent(it -> Answers.putIfAny(response, "description", it.description()));
    return response;
  }

  private ObjectNode describeForExecution(Request request) throws ApiException {
    Launch launch = registry.existing(request);
    Execution execution = launch.execution();
    Machine machine = execution.machine();
    ObjectNode response =
        Answers.none()
            .put("stateMachineArn", launch.versionArn().orElse(machine.arn()))
            .put("name", machine.name());
    describeBare(response, request, machine);
    Optional<Deployment> deployed = registry.deploymentOf(launch);
    deployed.ifPresent(it -> describeRevision(response, it));
    response.put(
        "updateDate",
        Timestamps.seconds(deployed.map(Deployment::updateDate).orElse(execution.startDate())));
    execution
        .mapRunArn()
        .ifPresent(it -> {
          response.put("mapRunArn", it);
          response.put("label", machine.arn().substring(machine.arn().indexOf('/') + 1));
        });
    return response;
  }

  private static void describe(ObjectNode response, Request request, Deployment found) {
    describeBare(response, request, found.machine());
    describeRevision(response, found);
  }

  private static void describeRevision(ObjectNode response, Deployment found) {
    if (!found.isFirstRevision()) {
      response.put("revisionId", found.revisionId());
    }
    response.setAll(found.settings());
  }

  private static void describeBare(ObjectNode response, Request request, Machine machine) {
    boolean data = !request.metadataOnly();
    response.put("definition", data ? machine.definition().source() : "{}");
    response.put("roleArn", machine.roleArn());
    Map<String, List<String>> references = machine.definition().variableReferences();
    if (data && !references.isEmpty()) {
      ObjectNode all = response.putObject("variableReferences");
      references.forEach((state, names) -> names.forEach(all.withArray(state)::add));
    }
  }
}
