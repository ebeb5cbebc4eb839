package dev.batchwright.batch.commit;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.SideTable;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.job.Tolerance;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// A run as every stage after planning sees it.
///
/// @param plan what it does
/// @param flow its job, compiled
public record Run(RunPlan plan, CompiledFlow flow) {

  public Run {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(flow, "flow");
  }

  /// Where the run's things are.
  public WorkLayout layout() {
    return plan.layout();
  }

  /// How many refused rows the run may have. Each row of a replay was refused once.
  public Tolerance tolerance() {
    return isReplay() ? Tolerance.ANY : flow.tolerance();
  }

  /// How many a chunk may have.
  public Tolerance chunkTolerance() {
    return isReplay() ? Tolerance.ANY : flow.chunkTolerance();
  }

  private boolean isReplay() {
    return plan.request().replayOf().isPresent();
  }

  /// The side tables by their URIs, as they were pinned.
  public Map<String, ObjectBytes> sideTables(Storage storage) {
    return plan.sideTables().stream()
        .collect(
            Collectors.toMap(SideTable::uri, table -> new PinnedObject(storage, table.object())));
  }
}
