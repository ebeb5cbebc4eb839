package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import java.util.List;
import java.util.Optional;

/// A call that a task of a case got when the engine ran it, and what the case's script answered.
///
/// @param result null where it failed
public record SpecificationCall(TaskCall call, JsonNode result, Optional<TaskFailure> failure) {

  static SpecificationCall succeeded(TaskCall call, JsonNode result) {
    return new SpecificationCall(call, result, Optional.empty());
  }

  static SpecificationCall failed(TaskCall call, TaskFailure failure) {
    return new SpecificationCall(call, NullNode.instance, Optional.of(failure));
  }

  /// Runs a case that is not of `problems` and gives its calls in the order in which they ended.
  public static List<SpecificationCall> of(JsonNode it) throws Exception {
    MachineType type = SpecificationCases.type(it);
    StateMachine machine = StateMachine.parse(SpecificationCases.definition(it), type);
    return new SpecificationRun(machine, type, it).calls();
  }
}
