package dev.batchwright.states.engine;

import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Workflow;
import java.util.Objects;
import java.util.Optional;

/// A machine that executions can be started of.
///
/// @param arn its ARN
/// @param name its name; `machine/label` for the children of a Map Run
/// @param type how its executions run
/// @param roleArn the role, which the engine only reports
/// @param definition the parsed definition
/// @param workflow what its executions run: the definition's, or an item processor in it
public record Machine(
    String arn,
    String name,
    MachineType type,
    String roleArn,
    StateMachine definition,
    Workflow workflow) {

  public Machine {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(roleArn, "roleArn");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(workflow, "workflow");
  }

  /// A machine that runs its definition's own workflow.
  public static Machine of(
      String arn, String name, MachineType type, String roleArn, StateMachine definition) {
    return new Machine(arn, name, type, roleArn, definition, definition.workflow());
  }

  /// The machine of a Map Run's children.
  Machine child(String label, MachineType childType, Workflow processor) {
    return new Machine(
        arn + "/" + label, name + "/" + label, childType, roleArn, definition, processor);
  }

  /// After how long its executions time out; children have no limit of their own but Express's.
  Optional<Long> timeoutSeconds() {
    return workflow == definition.workflow() ? definition.timeoutSeconds() : Optional.empty();
  }
}
