package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.EntrySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sorts the entries of one map attempt and writes them as one object. Whenever its memory is used
/// up it writes what it holds as one sorted run; most chunks make one run. Equal keys keep the
/// order in which they came, within a run and from run to run. For one writer.
public final class SortBuffer implements EntrySink {

  /// 48 MiB of entries: fewer and longer runs mean fewer ranges to gather for the reducers, and
  /// with the buffers of reading and writing it stays well under 256 MiB of heap.
  public static final long LIMIT_BYTES = 48L << 20;

  /// 24 MiB of keys that have to be unique: they are held beside the entries of a sort, and read
  /// once, by one merge.
  public static final long KEYS_LIMIT_BYTES = 24L << 20;

  private final ObjectOutput output;
  private final long limitBytes;
  private final SortArena arena = new SortArena();
  private final List<SortedRun> runs = new ArrayList<>();
  private long entries;

  /// @param location where the shuffle object goes
  /// @param owner the attempt that writes
  /// @param limitBytes memory for entries; one that is larger by itself is taken anyway
  public SortBuffer(Storage storage, S3Location location, String owner, long limitBytes) {
    this.output = new ObjectOutput(storage, location, owner);
    this.limitBytes = limitBytes;
  }

  @Override
  public void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException {
    if (arena.usedBytes() > 0 && arena.usedBytesWith(valueEnd - keyStart) > limitBytes) {
      writeRun();
    }
    arena.add(bytes, keyStart, keyEnd, valueEnd);
    entries++;
  }

  /// Writes what is left.
  ///
  /// @return the object, or empty where there was no entry
  public Optional<ShuffleObject> finish() throws IOException {
    if (arena.usedBytes() > 0) {
      writeRun();
    }
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ShuffleObject(output.finish(), entries, runs));
  }

  /// Takes back what was written.
  public void discard() {
    output.discard();
  }

  private void writeRun() throws IOException {
    RunWriter run = new RunWriter(output);
    arena.drainSorted(run::add);
    runs.add(run.finish());
  }
}
