package dev.batchwright.batch.verify;

import java.util.List;
import java.util.Objects;

/// What was looked at, and what of it does not hold.
///
/// @param run the run's id
/// @param output its output prefix
/// @param depth how much was looked at
/// @param outputs output objects of the manifest
/// @param bytes bytes of them
/// @param rows rows of them: as counted by reading them, or as the commits say where they were not
/// @param chunks chunks whose commits were held against the plan
/// @param findings the first hundred findings
/// @param findingCount how many there are
/// @param notes what is worth knowing and nothing is wrong with
public record Verification(
    String run,
    String output,
    Depth depth,
    long outputs,
    long bytes,
    long rows,
    long chunks,
    List<Finding> findings,
    long findingCount,
    List<String> notes) {

  public Verification {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(depth, "depth");
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /// Whether all of it holds.
  public boolean holds() {
    return findingCount == 0;
  }
}
