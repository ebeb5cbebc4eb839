package dev.batchwright.local.scheduler;

import java.time.Instant;

/// One firing of a schedule.
///
/// @param schedule which
/// @param scheduledTime when it was due, which a late firing keeps
/// @param input what goes to the schedule's target
public record Firing(Schedule schedule, Instant scheduledTime, String input) {}
