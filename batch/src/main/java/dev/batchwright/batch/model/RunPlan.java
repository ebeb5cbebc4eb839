package dev.batchwright.batch.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/// What a run is going to do: `plan.json`. Whoever writes it first has planned the run.
///
/// @param run the run's id
/// @param request what was asked for
/// @param totals how much there is
/// @param chunkList the list of chunks, JSON Lines, one [Chunk] a line
/// @param header what the job takes from the first object
/// @param sideTables the small tables that every worker holds, pinned
/// @param reduce whether the job has a reduce stage
/// @param seams whether segments may guess their first row wrongly, so that seams are checked
/// @param outputSuffix what the names of output objects end with
/// @param maxConcurrency workers at once
/// @param plannedAt when
/// @param sawGeneration for a run of a table, how often its pointer had been moved by then
public record RunPlan(
    String run,
    RunRequest request,
    PlanTotals totals,
    InputObject chunkList,
    InputHeader header,
    List<SideTable> sideTables,
    boolean reduce,
    boolean seams,
    String outputSuffix,
    int maxConcurrency,
    Instant plannedAt,
    OptionalLong sawGeneration) {

  public RunPlan {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(totals, "totals");
    Objects.requireNonNull(chunkList, "chunkList");
    Objects.requireNonNull(header, "header");
    sideTables = List.copyOf(sideTables);
    Objects.requireNonNull(outputSuffix, "outputSuffix");
    Objects.requireNonNull(plannedAt, "plannedAt");
    sawGeneration = Objects.requireNonNullElse(sawGeneration, OptionalLong.empty());
  }

  /// Where the run's things are.
  public WorkLayout layout() {
    return WorkLayout.of(request.outputPrefix(), run);
  }

  /// An output object of the run, by the number of its chunk or partition.
  public S3Location output(int number) {
    return request.outputPrefix().plus("part-" + WorkLayout.six(number) + outputSuffix);
  }
}
