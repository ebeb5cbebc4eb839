package dev.batchwright.tests.planted.map;

import dev.batchwright.tests.planted.plan.Planner;

/// A leak on purpose: a stage that reaches into another. The walls' own test finds it.
public final class LeakyMapper {

  /// The reach across.
  public Planner planner() {
    return new Planner();
  }
}
