package dev.batchwright.states.engine;

import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.MachineType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which executions can go on after their end, whoever asks for it.
final class Redrivability {

  /// How long after its end an execution can be redriven. (AWS: 14 days.)
  private static final Duration PERIOD = Duration.ofDays(14);

  private Redrivability() {}

  /// Why an execution cannot be redriven, or empty when it can.
  static Optional<String> obstacle(Execution execution, Instant now) {
    ExecutionStatus status = execution.status();
    if (execution.machine().type() == MachineType.EXPRESS) {
      return Optional.of("Express executions cannot be redriven");
    }
    if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
      return Optional.of("Execution is " + status + " and cannot be redriven");
    }
    if (execution.history().count() >= Limits.MAX_HISTORY_EVENTS - 1) {
      return Optional.of("Execution has no room for more history events");
    }
    Instant stopped = execution.ending().map(Ending::stopDate).orElse(execution.startDate());
    return stopped.plus(PERIOD).isBefore(now)
        ? Optional.of("Execution has exceeded the redrivable period")
        : Optional.empty();
  }
}
