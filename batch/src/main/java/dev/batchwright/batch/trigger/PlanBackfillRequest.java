package dev.batchwright.batch.trigger;

import java.util.Objects;

/// What the planning of a backfill is asked.
///
/// @param execution the execution's name
/// @param request what the user asks for
public record PlanBackfillRequest(String execution, BackfillRequest request) {
  public PlanBackfillRequest {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(request, "request");
  }
}
