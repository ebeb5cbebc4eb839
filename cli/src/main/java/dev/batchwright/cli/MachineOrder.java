package dev.batchwright.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.cli.place.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An execution of another state machine of the stack than that of runs, to be started and
/// followed.
///
/// @param machine the state machine's logical id in infra/template.yaml
/// @param run the execution's name, or what it goes on with
/// @param input its input
/// @param places what URIs in it stand for
/// @param settings the settings file, for the local target
/// @param jars jars with the user's jobs, for the local target
/// @param target where it runs
/// @param json whether the result is to be JSON
record MachineOrder(
    String machine,
    String run,
    ObjectNode input,
    Places places,
    Optional<Path> settings,
    List<Path> jars,
    TargetOptions target,
    boolean json) {

  MachineOrder {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(input, "input");
    jars = List.copyOf(jars);
  }
}
