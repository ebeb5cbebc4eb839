package dev.batchwright.cli.state;

import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.place.Mount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the state directory says of the last execution of a run on the local target: enough to list
/// it, to show its outcome, and to start it again with the same buckets.
///
/// @param run the run's id
/// @param execution the ARN of the execution
/// @param input its input, JSON
/// @param mounts the directories that were buckets
/// @param startedAt when it began
/// @param endedAt when it ended, where that was noted
/// @param status `RUNNING`, `SUCCEEDED`, `FAILED` or `ABORTED`
/// @param output its output, JSON; empty where there is none
/// @param error the error's name; empty where there is none
/// @param cause the error's cause; empty where there is none
public record RunNote(
    String run,
    String execution,
    String input,
    List<Mount> mounts,
    Instant startedAt,
    Optional<Instant> endedAt,
    String status,
    String output,
    String error,
    String cause) {

  public RunNote {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(input, "input");
    mounts = List.copyOf(mounts);
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
  }

  /// The note of an execution.
  public static RunNote of(Described execution, List<Mount> mounts) {
    String[] end =
        switch (execution.standing()) {
          case Standing.Running _ -> new String[] {"RUNNING", "", "", ""};
          case Standing.Succeeded it -> new String[] {"SUCCEEDED", it.output(), "", ""};
          case Standing.Failed it -> new String[] {"FAILED", "", it.error(), it.cause()};
          case Standing.Aborted _ -> new String[] {"ABORTED", "", "", ""};
        };
    return new RunNote(
        execution.run(),
        execution.arn(),
        execution.input(),
        mounts,
        execution.startedAt(),
        execution.endedAt(),
        end[0],
        end[1],
        end[2],
        end[3]);
  }

  /// The execution. One whose process is gone counts as stopped, since nothing goes on with it.
  public Described described() {
    Standing standing =
        switch (status) {
          case "SUCCEEDED" -> new Standing.Succeeded(output);
          case "FAILED" -> new Standing.Failed(error, cause);
          default -> new Standing.Aborted();
        };
    String name = execution.substring(execution.lastIndexOf(':') + 1);
    return new Described(
        execution, name, input, standing, startedAt, endedAt.or(() -> Optional.of(startedAt)));
  }
}
