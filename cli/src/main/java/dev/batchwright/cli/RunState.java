package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.execution.Standing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a run stands, in one word.
enum RunState {
  /// It is under way.
  RUNNING("RUNNING"),
  /// Its output is visible.
  PUBLISHED("SUCCEEDED"),
  /// Nothing of it is visible; the same run id goes on.
  FAILED(null),
  /// It could not be done as asked for.
  REFUSED("FAILED"),
  /// Somebody stopped it, or its process is gone; the same run id goes on.
  STOPPED("ABORTED");

  private final Optional<String> status;

  RunState(@Nullable String status) {
    this.status = Optional.ofNullable(status);
  }

  /// The state of an execution of a run.
  static RunState of(Standing standing) {
    return switch (standing) {
      case Standing.Running _ -> RUNNING;
      case Standing.Succeeded _ -> PUBLISHED;
      case Standing.Failed failed ->
          failed.error().endsWith(RunFollower.REFUSED) ? REFUSED : FAILED;
      case Standing.Aborted _ -> STOPPED;
    };
  }

  /// The state of this name.
  ///
  /// @throws BadRequestException when there is none
  static RunState of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "--state "
                    + name
                    + ": there is no such state; write "
                    + Arrays.stream(values())
                        .map(RunState::toString)
                        .collect(Collectors.joining(", "))));
  }

  /// The status of all its executions, where there is one: a failed run may have timed out.
  Optional<String> status() {
    return status;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
