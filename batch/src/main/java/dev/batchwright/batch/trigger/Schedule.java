package dev.batchwright.batch.trigger;

import java.time.ZoneId;
import java.util.Objects;

/// When a binding's runs start by the clock.
///
/// @param expression as EventBridge Scheduler reads it: `cron(0 2 * * ? *)`, `rate(1 hour)` or
///   `at(2026-11-24T02:00:00)`; here only its shape is checked
/// @param timezone the zone that the expression and the run's placeholders are in
public record Schedule(String expression, ZoneId timezone) {

  public Schedule {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(timezone, "timezone");
  }
}
