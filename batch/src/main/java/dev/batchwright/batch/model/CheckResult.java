package dev.batchwright.batch.model;

import java.util.List;
import java.util.Objects;

/// What came of one of a job's checks.
///
/// @param check what was checked
/// @param passed whether the run may be published as far as this check goes
/// @param found what was found
/// @param allowed what is allowed
/// @param examples the first rows in which it fails, ten at most
public record CheckResult(
    String check, boolean passed, String found, String allowed, List<CheckExample> examples) {

  /// Rows that a result names.
  public static final int MAX_EXAMPLES = 10;

  public CheckResult {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(allowed, "allowed");
    examples = List.copyOf(examples);
  }
}
