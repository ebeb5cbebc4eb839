package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.CommittedChecks;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.PartitionList;
import dev.batchwright.batch.commit.ReduceCommit;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.ReduceItem;
import dev.batchwright.batch.model.ReduceOutcome;
import dev.batchwright.batch.model.ReduceRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.shuffle.KeyRange;
import dev.batchwright.batch.shuffle.Merge;
import dev.batchwright.batch.shuffle.Slice;
import dev.batchwright.batch.shuffle.SortBuffer;
import dev.batchwright.batch.storage.PendingObject;
import dev.batchwright.batch.storage.PendingOutput;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.transform.KeySink;
import dev.batchwright.batch.transform.Reducer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stage `Reduce partitions`: one call gathers one partition from the shuffle, merges it in the
/// order of its keys through the job's second half, and commits it, once. Safe for many threads.
public final class ReduceStage {

  private static final int LIST_RANGE_BYTES = 1 << 20;

  private static final String SHORT_OF_TIME =
      "Set more partitions (--partitions, option partitions), or give the workers more memory"
          + " (template parameter WorkerMemory), and with it more CPU";

  private final StageEnvironment environment;
  private final Runs runs;

  public ReduceStage(StageEnvironment environment) {
    this.environment = environment;
    this.runs = new Runs(environment.clock());
  }

  /// Does one partition, unless it is committed already.
  ///
  /// @return the outcome of the attempt that won, whichever that was
  public ReduceOutcome reduce(ReduceRequest request) {
    Run run = runs.at(environment.storage(), request.work());
    ReduceItem item = request.item();
    S3Location at = run.layout().reduceCommit(item.shuffle(), item.partition());
    try (Attempt attempt = new Attempt(environment)) {
      Optional<ReduceCommit> known = Attempt.find(attempt.storage(), at, ReduceCommit.class);
      if (known.isPresent()) {
        return outcome(known.get(), attempt);
      }
      try {
        ReduceCommit mine = reduce(attempt, run, item);
        return outcome(attempt.commit(at, mine, ReduceCommit.class), attempt);
      } catch (IOException | UncheckedIOException e) {
        throw noted(
            run,
            attempt,
            item,
            new TransientException("partition " + item.partition() + ": " + e, e));
      } catch (RuntimeException e) {
        throw noted(run, attempt, item, e);
      }
    }
  }

  private ReduceCommit reduce(Attempt attempt, Run run, ReduceItem item) throws IOException {
    PendingOutput output =
        new PendingOutput(attempt.storage(), run.plan().output(item.partition()), attempt.id());
    attempt.otherwise(_ -> output.discard());
    SortBuffer uniqueKeys =
        new SortBuffer(
            attempt.storage(),
            run.layout().shuffle(attempt.id(), "partition-keys-" + item.partition()),
            attempt.id(),
            SortBuffer.KEYS_LIMIT_BYTES);
    attempt.otherwise(_ -> uniqueKeys.discard());
    List<Slice> slices = new ArrayList<>();
    KeyRange keys = read(attempt, run, item, slices);
    long sizeBytes = slices.stream().mapToLong(Slice::lengthBytes).sum();
    attempt.works("partition " + item.partition(), sizeBytes, SHORT_OF_TIME);
    Reducer reducer =
        run.flow().reducer(environment.limits(), output, new KeySink(item.partition(), uniqueKeys));
    Merge merge =
        new Merge(
            attempt.storage(),
            keys,
            attempt.id(),
            n -> run.layout().shuffle(attempt.id(), "merge-" + item.partition() + "-" + n));
    long entries;
    try {
      entries = merge.into(slices, reducer::accept);
    } finally {
      merge.intermediates().forEach(attempt.storage()::delete);
    }
    long rows = reducer.finish();
    Optional<PendingObject> pending = output.finish();
    Optional<CommittedChecks> checks = CommittedChecks.of(reducer.tallies(), uniqueKeys.finish());
    return new ReduceCommit(
        run.plan().run(),
        item.partition(),
        attempt.id(),
        entries,
        pending.map(p -> new CommittedOutput(p, rows)),
        checks,
        attempt.effort(
            sizeBytes,
            pending.map(PendingObject::sizeBytes).orElse(0L)
                + checks.map(CommittedChecks::writtenBytes).orElse(0L)));
  }

  private static KeyRange read(Attempt attempt, Run run, ReduceItem item, List<Slice> slices) {
    S3Location at = run.layout().partitions(item.shuffle());
    PartitionList list =
        attempt
            .storage()
            .get(at)
            .map(bytes -> Json.read(bytes, PartitionList.class, at.uri()))
            .orElseThrow(
                () -> new BadRequestException(at + " is not there; Plan partitions comes first"));
    PinnedObject object = new PinnedObject(attempt.storage(), list.slices());
    InputStream input = object.slice(item.startByte(), item.endByte(), LIST_RANGE_BYTES);
    try (Lines lines = new Lines(object.place(), input)) {
      if (!lines.next()) {
        throw new BadRequestException(
            object.place() + " lists nothing for partition " + item.partition());
      }
      KeyRange keys = lines.as(KeyRange.class);
      while (lines.next()) {
        slices.add(lines.as(Slice.class));
      }
      return keys;
    }
  }

  private RuntimeException noted(
      Run run, Attempt attempt, ReduceItem item, RuntimeException failure) {
    FailureNote.leave(
        environment,
        run.layout().failure("reduce", item.partition(), attempt.id()),
        attempt,
        new FailureNote.Item("reduce", item.partition()),
        failure);
    return failure;
  }

  private static ReduceOutcome outcome(ReduceCommit winner, Attempt attempt) {
    return new ReduceOutcome(
        winner.partition(),
        winner.attempt(),
        winner.attempt().equals(attempt.id()),
        winner.entries(),
        winner.output().map(CommittedOutput::rows).orElse(0L));
  }
}
