package dev.batchwright.batch.model;

import java.util.Objects;

/// A small table that every worker holds, pinned when the run is planned.
///
/// @param uri the URI as the job names it
/// @param object what it was when the run was planned
public record SideTable(String uri, InputObject object) {

  public SideTable {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(object, "object");
  }
}
