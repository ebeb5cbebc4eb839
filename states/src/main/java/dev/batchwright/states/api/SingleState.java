package dev.batchwright.states.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.Workflow;
import dev.batchwright.states.query.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The state that TestState is about: by itself, or in a whole machine.
///
/// @param workflow where it is
record SingleState(Workflow workflow, String name) {

  private static final String NAME = "TestState";

  static SingleState of(Request request) throws ApiException {
    String definition = request.required("definition");
    Optional<String> name = request.text("stateName");
    if (name.isEmpty()) {
      return alone(definition);
    }
    Workflow whole = Definitions.parse(definition, MachineType.STANDARD).workflow();
    return find(whole, name.get())
        .map(it -> new SingleState(it, name.get()))
        .orElseThrow(
            () -> Request.invalid("State '" + name.get() + "' is not found in the definition"));
  }

  State state() {
    return workflow.state(name);
  }

  /// The workflow that has a state of this name, which is unique in its machine.
  private static Optional<Workflow> find(Workflow workflow, String name) {
    if (workflow.states().containsKey(name)) {
      return Optional.of(workflow);
    }
    return workflow.states().values().stream()
        .flatMap(state ->
            switch (state) {
              case State.Map map -> java.util.stream.Stream.of(map.iteration().processor());
              case State.Parallel parallel -> parallel.branches().stream();
              case State.Task _,
                  State.Choice _,
                  State.Wait _,
                  State.Pass _,
                  State.Succeed _,
                  State.Fail _ ->
                  java.util.stream.Stream.<Workflow>empty();
            })
        .flatMap(inner -> find(inner, name).stream())
        .findFirst();
  }

  /// Whether a workflow has a state of this name, in it or in what is inside of a state of it.
  static boolean isInside(State state, String name) {
    return switch (state) {
      case State.Map(var _, var _, var _, var _, Iteration iteration) ->
          find(iteration.processor(), name).isPresent();
      case State.Parallel parallel ->
          parallel.branches().stream().anyMatch(it -> find(it, name).isPresent());
      case State.Task _,
          State.Choice _,
          State.Wait _,
          State.Pass _,
          State.Succeed _,
          State.Fail _ ->
          false;
    };
  }

  /// A machine around one state, in which the states that it leads to only end.
  private static SingleState alone(String definition) throws ApiException {
    JsonNode state;
    try {
      state = Json.parse(definition);
    } catch (JsonProcessingException e) {
      throw Definitions.notJson(e.getOriginalMessage());
    }
    Set<String> targets = new LinkedHashSet<>();
    targets(state, targets);
    String name = NAME;
    while (targets.contains(name)) {
      name += "'";
    }
    ObjectNode machine = Answers.none().put("StartAt", name);
    ObjectNode states = machine.putObject("States");
    states.set(name, state);
    targets.forEach(it -> states.putObject(it).put("Type", "Succeed"));
    String prefix = "/States/" + name;
    Workflow workflow =
        Definitions.parse(machine.toString(), MachineType.STANDARD, prefix).workflow();
    return new SingleState(workflow, name);
  }

  private static void targets(JsonNode state, Set<String> targets) {
    add(state.path("Next"), targets);
    add(state.path("Default"), targets);
    state.path("Choices").forEach(it -> add(it.path("Next"), targets));
    state.path("Catch").forEach(it -> add(it.path("Next"), targets));
  }

  private static void add(JsonNode target, Set<String> targets) {
    if (target.isTextual() && !target.textValue().isEmpty()) {
      targets.add(target.textValue());
    }
  }
}
