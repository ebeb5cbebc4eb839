package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.CommittedChecks;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.ReduceCommit;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.shuffle.KeyRange;
import dev.batchwright.batch.shuffle.Merge;
import dev.batchwright.batch.shuffle.Slice;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.CheckVerdicts;
import dev.batchwright.batch.transform.DuplicateKeys;
import dev.batchwright.batch.transform.Tally;
import dev.batchwright.job.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Adds up what the attempts that won saw of the job's checks, and decides. For one publisher.
///
/// Keys that have to be unique are merged as a stream: memory does not grow with their number, and
/// every pair of equal ones meets.
final class CheckLedger {

  /// Bytes of keys that one publisher merges: at some 150 MB a second it is well within a stage's
  /// time. At 40 bytes a key it is 1.7 billion rows.
  static final long MAX_KEY_BYTES = 64L << 30;

  private final Run run;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final List<Slice> slices = new ArrayList<>();
  private long keyBytes;

  CheckLedger(Run run) {
    this.run = run;
    for (Check check : run.flow().checks()) {
      if (check instanceof Check.Values || check instanceof Check.Unique) {
        tallies.put(check.name(), Tally.none(check.name()));
      }
    }
  }

  /// Takes the winner of the next chunk.
  ///
  /// @throws BadRequestException when it was made by a job with other checks
  /// @throws UnbalancedException when not every row that it wrote was looked at
  void add(MapCommit commit) {
    if (!run.flow().checksInReduce()) {
      long rows =
          commit.output().map(CommittedOutput::rows).orElse(0L)
              + commit.shuffle().map(ShuffleObject::entries).orElse(0L);
      add("chunk " + commit.chunk(), commit.checks(), rows);
    }
  }

  /// Takes the winner of the next partition.
  ///
  /// @throws BadRequestException when it was made by a job with other checks
  /// @throws UnbalancedException when not every row that it wrote was looked at
  void add(ReduceCommit commit) {
    if (run.flow().checksInReduce()) {
      long rows = commit.output().map(CommittedOutput::rows).orElse(0L);
      add("partition " + commit.partition(), commit.checks(), rows);
    }
  }

  private void add(String item, Optional<CommittedChecks> checks, long rows) {
    List<Tally> seen = checks.map(CommittedChecks::tallies).orElse(List.of());
    List<String> names = seen.stream().map(Tally::check).toList();
    if (!Set.copyOf(names).equals(tallies.keySet())) {
      throw new BadRequestException(
          "%s was committed by a job with the checks %s, this one has %s: the job changed while the"
                  .formatted(item, names, tallies.keySet())
              + " run was under way; nothing was published. Start a new run");
    }
    for (Tally tally : seen) {
      if (tally.rows() != rows) {
        throw new UnbalancedException(
            "%s wrote %d rows and checked %d; nothing was published"
                .formatted(item, rows, tally.rows()));
      }
      tallies.merge(tally.check(), tally, Tally::plus);
    }
    checks.flatMap(CommittedChecks::keys).ifPresent(this::add);
  }

  private void add(ShuffleObject keys) {
    for (SortedRun sorted : keys.runs()) {
      slices.add(new Slice(keys.object(), sorted.startByte(), sorted.indexByte()));
      keyBytes += sorted.indexByte() - sorted.startByte();
    }
  }

  /// Decides.
  ///
  /// @param rows rows of the whole output
  /// @param attempt the publishing attempt's id
  List<CheckResult> results(Storage storage, long rows, String attempt) {
    List<Check> checks = run.flow().checks();
    if (checks.isEmpty()) {
      return List.of();
    }
    boolean asksForLast = checks.stream().anyMatch(Check.RowsOfLastRun.class::isInstance);
    return new CheckVerdicts(
            tallies,
            duplicates(storage, attempt),
            new RowPlaces(storage, run),
            rows,
            asksForLast ? LastRun.of(storage, run.plan()) : Optional.empty())
        .of(checks);
  }

  private DuplicateKeys duplicates(Storage storage, String attempt) {
    DuplicateKeys duplicates = new DuplicateKeys();
    if (keyBytes > MAX_KEY_BYTES) {
      throw new BadRequestException(
          ("the keys of checks of uniqueness have %d bytes, and publish merges %d at most; nothing"
                  + " was published. Group by these columns in the job, which makes them unique, or"
                  + " leave the check out")
              .formatted(keyBytes, MAX_KEY_BYTES));
    }
    merge(storage, attempt, duplicates);
    long handed = tallies.values().stream().mapToLong(Tally::keys).sum();
    if (duplicates.entries() != handed) {
      throw new UnbalancedException(
          "workers handed on %d keys to be compared, %d were; nothing was published"
              .formatted(handed, duplicates.entries()));
    }
    return duplicates;
  }

  private void merge(Storage storage, String attempt, DuplicateKeys duplicates) {
    Merge merge =
        new Merge(storage, KeyRange.ALL, attempt, n -> run.layout().shuffle(attempt, "keys-" + n));
    try {
      merge.into(slices, duplicates);
    } catch (IOException e) {
      throw new TransientException("keys that have to be unique: " + e, e);
    } finally {
      merge.intermediates().forEach((S3Location at) -> storage.delete(at));
    }
  }
}
