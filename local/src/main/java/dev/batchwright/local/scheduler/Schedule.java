package dev.batchwright.local.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One schedule that is switched on.
///
/// @param name its name
/// @param arn its ARN
/// @param expression when it fires
/// @param start nothing fires before it
/// @param end nothing fires at it or after it
/// @param targetArn where its firings go
/// @param input what they carry, with context attributes such as `<aws.scheduler.scheduled-time>`;
///   empty for `{}`
/// @param maximumAge how late a firing may come: one that is due longer is given up
public record Schedule(
    String name,
    String arn,
    ScheduleExpression expression,
    Optional<Instant> start,
    Optional<Instant> end,
    String targetArn,
    String input,
    Duration maximumAge) {

  /// The first firing after this instant; empty where there is none any more.
  public Optional<Instant> nextAfter(Instant after) {
    Instant from = start.map(s -> s.minusNanos(1)).filter(after::isBefore).orElse(after);
    return expression.nextAfter(from).filter(f -> end.isEmpty() || f.isBefore(end.get()));
  }

  /// What a firing carries.
  ///
  /// @param executionId the firing's own id
  String inputAt(Instant scheduledTime, String executionId) {
    return (input.isEmpty() ? "{}" : input)
        .replace("<aws.scheduler.schedule-arn>", arn)
        .replace("<aws.scheduler.scheduled-time>", scheduledTime.toString())
        .replace("<aws.scheduler.execution-id>", executionId)
        .replace("<aws.scheduler.attempt-number>", "1");
  }
}
