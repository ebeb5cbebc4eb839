package dev.batchwright.cli;

import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.cli.target.TargetKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a user asks `batchwright run` for.
///
/// @param job the job's name or class
/// @param inputs paths, globs and S3 URIs
/// @param output a directory or an S3 prefix
/// @param table whether the output is a table, in which the run has a prefix of its own
/// @param settings the job's settings
/// @param options how the run is done
/// @param runId the run's id, where the user gives one
/// @param target where it runs
/// @param endpoint the target's endpoint, where the user gives one
/// @param stateMachine the state machine's ARN or name, where the user gives one
/// @param stateDirectory where the embedded target keeps its things
/// @param jars jars with the user's jobs
/// @param json whether the result is to be JSON
/// @param words the command line's words after `batchwright`, to say how to resume
record RunOrder(
    String job,
    List<String> inputs,
    String output,
    boolean table,
    Map<String, String> settings,
    RunOptions options,
    Optional<String> runId,
    TargetKind target,
    Optional<URI> endpoint,
    Optional<String> stateMachine,
    Path stateDirectory,
    List<Path> jars,
    boolean json,
    List<String> words) {

  RunOrder {
    Objects.requireNonNull(job, "job");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(output, "output");
    settings = Map.copyOf(settings);
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(stateMachine, "stateMachine");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    jars = List.copyOf(jars);
    words = List.copyOf(words);
  }

  /// Whether the target is in this process.
  boolean embedded() {
    return target == TargetKind.LOCAL && endpoint.isEmpty();
  }
}
