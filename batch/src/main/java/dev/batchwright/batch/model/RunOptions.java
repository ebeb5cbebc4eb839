package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a user may set about how a run is done, none of which changes its answer.
///
/// @param chunkBytes size of a chunk, 1 or more; chosen by the planner when absent
/// @param maxConcurrency workers at once, 1 to 10,000 (the limit of a Distributed Map); the
///   target's own default when absent
/// @param toleratedFailurePercentage share of chunks that may fail for good without failing the
///   run, 0 to 100; 0 when absent. What they hold is missing from the output, and the manifest says
///   so
/// @param partitions number of partitions of the reduce stage, 1 or more; chosen from the shuffled
///   bytes when absent
/// @param against URI of the run that checks hold this one against: the manifest or output prefix
///   of a published run, or a pointer to one (`_current.json`); none when absent
public record RunOptions(
    OptionalLong chunkBytes,
    OptionalInt maxConcurrency,
    OptionalDouble toleratedFailurePercentage,
    OptionalInt partitions,
    Optional<String> against) {

  /// Children that a Distributed Map runs at once, a hard quota of Step Functions.
  public static final int MAX_CONCURRENCY = 10_000;

  /// Nothing set.
  public static final RunOptions DEFAULT =
      new RunOptions(
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          Optional.empty());

  public RunOptions {
    Objects.requireNonNull(chunkBytes, "chunkBytes");
    Objects.requireNonNull(maxConcurrency, "maxConcurrency");
    Objects.requireNonNull(toleratedFailurePercentage, "toleratedFailurePercentage");
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(against, "against");
    check("chunkBytes", chunkBytes.orElse(1) >= 1, chunkBytes.orElse(1), "1 or more");
    int concurrency = maxConcurrency.orElse(1);
    check(
        "maxConcurrency",
        concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
        concurrency,
        "1 to " + MAX_CONCURRENCY);
    double tolerated = toleratedFailurePercentage.orElse(0);
    check("toleratedFailurePercentage", tolerated >= 0 && tolerated <= 100, tolerated, "0 to 100");
    check("partitions", partitions.orElse(1) >= 1, partitions.orElse(1), "1 or more");
  }

  /// Options of a run that is held against none.
  public RunOptions(
      OptionalLong chunkBytes,
      OptionalInt maxConcurrency,
      OptionalDouble toleratedFailurePercentage,
      OptionalInt partitions) {
    this(chunkBytes, maxConcurrency, toleratedFailurePercentage, partitions, Optional.empty());
  }

  /// The same, held against this run.
  public RunOptions heldAgainst(Optional<String> other) {
    return new RunOptions(
        chunkBytes, maxConcurrency, toleratedFailurePercentage, partitions, other);
  }

  private static void check(String name, boolean fits, Number value, String expected) {
    if (!fits) {
      throw new BadRequestException(
          "option " + name + " is " + value + ", expected " + expected + "; set it anew");
    }
  }
}
