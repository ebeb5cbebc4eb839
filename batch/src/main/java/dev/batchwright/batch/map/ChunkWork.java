package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.CommittedChecks;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.RefusedRows;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.model.SegmentChecksum;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.shuffle.SortBuffer;
import dev.batchwright.batch.storage.PendingObject;
import dev.batchwright.batch.storage.PendingOutput;
import dev.batchwright.batch.storage.SegmentBytes;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.KeySink;
import dev.batchwright.batch.transform.Mapper;
import dev.batchwright.batch.transform.Outlets;
import dev.batchwright.batch.transform.RefusalSink;
import dev.batchwright.batch.transform.Tally;
import dev.batchwright.batch.transform.WorkerLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One attempt at one chunk: reads its segments through the flow, and says in a commit what came of
/// it. What it writes is taken back by the attempt unless the commit wins.
final class ChunkWork {

  private final Attempt attempt;
  private final Run run;
  private final Chunk chunk;
  private final PendingOutput output;
  private final SortBuffer shuffle;
  private final RefusedOutput refused;
  private final SortBuffer keys;
  private final ChunkTolerance tolerance;
  private final OptionalLong knownRowStart;

  ChunkWork(Attempt attempt, Run run, Chunk chunk, OptionalLong knownRowStart) {
    this.attempt = attempt;
    this.run = run;
    this.chunk = chunk;
    this.knownRowStart = knownRowStart;
    Storage storage = attempt.storage();
    String owner = attempt.id();
    output = new PendingOutput(storage, run.plan().output(chunk.number()), owner);
    shuffle =
        new SortBuffer(
            storage,
            run.layout().shuffle(owner, "chunk-" + chunk.number()),
            owner,
            SortBuffer.LIMIT_BYTES);
    refused = new RefusedOutput(storage, run.layout().refused(chunk.number(), owner), owner);
    keys =
        new SortBuffer(
            storage,
            run.layout().shuffle(owner, "chunk-keys-" + chunk.number()),
            owner,
            SortBuffer.KEYS_LIMIT_BYTES);
    boolean certain =
        !run.plan().seams()
            || knownRowStart.isPresent()
            || chunk.segments().getFirst().startByte() == 0;
    tolerance = new ChunkTolerance(run.chunkTolerance(), chunk, certain);
    attempt.otherwise(_ -> output.discard());
    attempt.otherwise(_ -> shuffle.discard());
    attempt.otherwise(_ -> refused.discard());
    attempt.otherwise(_ -> keys.discard());
  }

  MapCommit map(WorkerLimits limits) throws IOException {
    Storage storage = attempt.storage();
    RefusalSink refusals =
        refusal -> {
          refused.refuse(refusal);
          tolerance.add(refusal);
        };
    KeySink keySink = new KeySink(chunk.number(), keys);
    Mapper mapper =
        run.flow()
            .mapper(
                limits.with(run.plan().request().options()),
                run.sideTables(storage),
                new Outlets(output, shuffle, refusals, keySink));
    List<SegmentAccount> accounts = new ArrayList<>();
    for (Segment segment : chunk.segments()) {
      SegmentBytes bytes = new SegmentBytes(storage, segment);
      SegmentAccount account = mapper.scan(bytes, segment, knownRowStart);
      if (!account.segment().equals(segment)) {
        throw new UnbalancedException(
            segment.place() + " was to be read, and " + account.segment().place() + " was");
      }
      accounts.add(
          account.with(
              checked(segment, bytes.checksum(account.firstRowByte(), account.nextRowByte()))));
    }
    tolerance.finish(
        accounts.stream().map(SegmentAccount::rows).reduce(RowCounts.NONE, RowCounts::plus));
    return commit(accounts, mapper.finish(), mapper.tallies());
  }

  /// A whole object's checksum tells at once that it was read wrongly; for a segment publish joins
  /// them.
  private static Optional<SegmentChecksum> checked(
      Segment segment, Optional<SegmentChecksum> checksum) {
    if (segment.lengthBytes() == segment.object().sizeBytes()
        && checksum.isPresent()
        && !checksum.get().matches()) {
      throw new TransientException(
          "%s: the bytes that were read are not those that S3 holds: got %s, expected %s; they are"
                  .formatted(segment.place(), checksum.get().read(), checksum.get().object())
              + " read again");
    }
    return checksum;
  }

  private MapCommit commit(List<SegmentAccount> accounts, long handedOn, List<Tally> tallies)
      throws IOException {
    Optional<PendingObject> pending = output.finish();
    Optional<ShuffleObject> shuffled = shuffle.finish();
    Optional<RefusedRows> refusals = refused.finish();
    Optional<CommittedChecks> checks = CommittedChecks.of(tallies, keys.finish());
    long written =
        pending.map(PendingObject::sizeBytes).orElse(0L)
            + shuffled.map(s -> s.object().sizeBytes()).orElse(0L)
            + refusals.map(r -> r.object().sizeBytes()).orElse(0L)
            + checks.map(CommittedChecks::writtenBytes).orElse(0L);
    return new MapCommit(
        run.plan().run(),
        chunk.number(),
        attempt.id(),
        accounts,
        pending.map(p -> new CommittedOutput(p, handedOn)),
        shuffled,
        refusals,
        checks,
        attempt.effort(chunk.lengthBytes(), written));
  }
}
