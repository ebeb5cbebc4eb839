package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a user may set about how a run is done. None changes what becomes of a row, but for
/// `maxRowBytes`: what is longer is refused.
///
/// @param chunkBytes size of a chunk, 1 or more; chosen by the planner when absent
/// @param maxConcurrency workers at once, 1 to 10,000 (the limit of a Distributed Map); the
///   target's own default when absent
/// @param toleratedFailurePercentage share of chunks that may fail for good without failing the
///   run, 0 to 100; 0 when absent. What they hold is missing from the output, and the manifest says
///   so. Of CSV the chunks behind one that failed count as failed, too, up to their object's end:
///   only it would have said where their rows start
/// @param partitions number of partitions of the reduce stage, 1 or more; chosen from the shuffled
///   bytes when absent
/// @param against URI of the run that checks hold this one against: the manifest or output prefix
///   of a published run, or a pointer to one (`_current.json`); none when absent
/// @param maxRowBytes the longest row that is read, decoded, [#MIN_ROW_BYTES] to [#MAX_ROW_BYTES];
///   8 MiB when absent
/// @param maxDecodedBytes the most that one compressed object may unpack into, 1 or more; 64 GiB
///   when absent
public record RunOptions(
    OptionalLong chunkBytes,
    OptionalInt maxConcurrency,
    OptionalDouble toleratedFailurePercentage,
    OptionalInt partitions,
    Optional<String> against,
    OptionalLong maxRowBytes,
    OptionalLong maxDecodedBytes) {

  /// Children that a Distributed Map runs at once, a hard quota of Step Functions.
  public static final int MAX_CONCURRENCY = 10_000;

  /// 1 KiB: a limit that no row is under is a slip.
  public static final int MIN_ROW_BYTES = 1 << 10;

  /// 32 MiB: what a worker sorts in memory is 48 MiB, and the buffer of a row is doubled as it
  /// grows.
  public static final int MAX_ROW_BYTES = 32 << 20;

  /// Nothing set.
  public static final RunOptions DEFAULT =
      new RunOptions(
          OptionalLong.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty());

  public RunOptions {
    Objects.requireNonNull(chunkBytes, "chunkBytes");
    Objects.requireNonNull(maxConcurrency, "maxConcurrency");
    Objects.requireNonNull(toleratedFailurePercentage, "toleratedFailurePercentage");
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(maxRowBytes, "maxRowBytes");
    Objects.requireNonNull(maxDecodedBytes, "maxDecodedBytes");
    check("chunkBytes", chunkBytes.orElse(1) >= 1, chunkBytes.orElse(1), "1 or more");
    int concurrency = maxConcurrency.orElse(1);
    check(
        "maxConcurrency",
        concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
        concurrency,
        "1 to " + MAX_CONCURRENCY);
    double tolerated = toleratedFailurePercentage.orElse(0);
    check("toleratedFailurePercentage", tolerated >= 0 && tolerated <= 100, tolerated, "0 to 100");
    long row = maxRowBytes.orElse(MIN_ROW_BYTES);
    check(
        "maxRowBytes",
        row >= MIN_ROW_BYTES && row <= MAX_ROW_BYTES,
        row,
        MIN_ROW_BYTES + " to " + MAX_ROW_BYTES);
    long decoded = maxDecodedBytes.orElse(1);
    check("maxDecodedBytes", decoded >= 1, decoded, "1 or more");
    check("partitions", partitions.orElse(1) >= 1, partitions.orElse(1), "1 or more");
  }

  /// Options of a run that is held against none and reads what all do.
  public RunOptions(
      OptionalLong chunkBytes,
      OptionalInt maxConcurrency,
      OptionalDouble toleratedFailurePercentage,
      OptionalInt partitions) {
    this(
        chunkBytes,
        maxConcurrency,
        toleratedFailurePercentage,
        partitions,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /// The same, held against this run.
  public RunOptions heldAgainst(Optional<String> other) {
    return new RunOptions(
        chunkBytes,
        maxConcurrency,
        toleratedFailurePercentage,
        partitions,
        other,
        maxRowBytes,
        maxDecodedBytes);
  }

  /// The same, with these limits of what is read.
  public RunOptions reading(OptionalLong rowBytes, OptionalLong decodedBytes) {
    return new RunOptions(
        chunkBytes,
        maxConcurrency,
        toleratedFailurePercentage,
        partitions,
        against,
        rowBytes,
        decodedBytes);
  }

  private static void check(String name, boolean fits, Number value, String expected) {
    if (!fits) {
      throw new BadRequestException(
          "option " + name + " is " + value + ", expected " + expected + "; set it anew");
    }
  }
}
