package dev.batchwright.batch.model;

import java.util.Objects;

/// The published run that another one is held against.
///
/// @param run its id
/// @param manifest URI of its manifest
/// @param rowsWritten rows of its output
public record PreviousRun(String run, String manifest, long rowsWritten) {

  public PreviousRun {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(manifest, "manifest");
  }
}
