package dev.batchwright.batch.clean;

import dev.batchwright.batch.model.WorkLayout;
import java.time.Instant;
import java.util.Objects;

/// A run whose work was looked at, and what of it was removed, or would be.
///
/// @param layout where its work is
/// @param run its id
/// @param verdict what is done with it
/// @param lastSign when the newest of its objects and uploads was written
/// @param objects objects that go
/// @param bytes bytes of them
/// @param uploads unfinished uploads that go; what their parts hold is not listed
/// @param unknown objects in its work that are none of ours, and stay
public record CleanedRun(
    WorkLayout layout,
    String run,
    Verdict verdict,
    Instant lastSign,
    long objects,
    long bytes,
    long uploads,
    long unknown) {

  public CleanedRun {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(lastSign, "lastSign");
  }
}
