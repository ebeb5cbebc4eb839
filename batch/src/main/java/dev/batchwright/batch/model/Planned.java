package dev.batchwright.batch.model;

import java.util.Objects;

/// What the planning of chunks answers.
///
/// @param run the run's id
/// @param work the run's work prefix, which every later stage is given
/// @param chunks how many chunks the run has
/// @param pending how many of them have no commit yet, which is how many items are listed
/// @param objects input objects
/// @param bytes bytes of all input objects
/// @param items their items: wave `n` is the JSON array at this key followed by `n.json`
/// @param waves how many waves of items there are
/// @param reduce whether the job has a reduce stage
/// @param published whether the run is published already, so that nothing is left to do
/// @param maxConcurrency workers at once
/// @param toleratedFailurePercentage share of a wave's items that may fail for good, in percent: as
///   many as may of all chunks
public record Planned(
    String run,
    S3Location work,
    int chunks,
    int pending,
    long objects,
    long bytes,
    String items,
    int waves,
    boolean reduce,
    boolean published,
    int maxConcurrency,
    double toleratedFailurePercentage) {

  public Planned {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(items, "items");
  }
}
