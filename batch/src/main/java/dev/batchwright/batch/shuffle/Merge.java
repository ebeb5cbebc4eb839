package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.EntrySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Merges the slices of one partition into the order of their keys; equal keys come in the order of
/// the slices, which is that of their chunks.
///
/// Memory: [#READ_BYTES] for all readers together, however many slices there are. More than
/// [#FAN_IN] of them are merged in passes, group by group in their order, through objects of this
/// attempt, so that each reader's ranges stay long enough to be worth a request.
public final class Merge {

  /// Slices that are read at once.
  static final int FAN_IN = 64;

  /// Bytes of read buffers of all readers together; each has two.
  static final int READ_BYTES = 48 << 20;

  private static final int MAX_RANGE_BYTES = 4 << 20;

  private final Storage storage;
  private final KeyRange keys;
  private final String owner;
  private final IntFunction<S3Location> intermediates;
  private final int fanIn;
  private int nextIntermediate;
  private final List<S3Location> made = new ArrayList<>();

  /// @param keys only entries with these keys are handed on
  /// @param owner the attempt that merges
  /// @param intermediates where the attempt's n-th intermediate object goes
  public Merge(
      Storage storage, KeyRange keys, String owner, IntFunction<S3Location> intermediates) {
    this(storage, keys, owner, intermediates, FAN_IN);
  }

  Merge(
      Storage storage,
      KeyRange keys,
      String owner,
      IntFunction<S3Location> intermediates,
      int fanIn) {
    this.storage = storage;
    this.keys = keys;
    this.owner = owner;
    this.intermediates = intermediates;
    this.fanIn = fanIn;
  }

  /// Hands all entries on in order.
  ///
  /// @return how many there were
  public long into(List<Slice> slices, EntrySink sink) throws IOException {
    List<Slice> left = slices;
    while (left.size() > fanIn) {
      List<Slice> merged = new ArrayList<>();
      for (int i = 0; i < left.size(); i += fanIn) {
        intermediate(left.subList(i, Math.min(i + fanIn, left.size()))).ifPresent(merged::add);
      }
      left = merged;
    }
    return pass(left, sink);
  }

  /// The objects that were made on the way; the caller deletes them.
  public List<S3Location> intermediates() {
    return List.copyOf(made);
  }

  private Optional<Slice> intermediate(List<Slice> group) throws IOException {
    S3Location at = intermediates.apply(nextIntermediate++);
    made.add(at);
    ObjectOutput output = new ObjectOutput(storage, at, owner);
    try {
      RunWriter run = new RunWriter(output);
      if (pass(group, run::add) == 0) {
        made.removeLast();
        return Optional.empty();
      }
      SortedRun written = run.finish();
      return Optional.of(new Slice(output.finish(), written.startByte(), written.indexByte()));
    } catch (IOException | RuntimeException e) {
      output.discard();
      throw e;
    }
  }

  private long pass(List<Slice> slices, EntrySink sink) throws IOException {
    int rangeBytes = Math.min(MAX_RANGE_BYTES, READ_BYTES / (2 * Math.max(1, slices.size())));
    List<SliceReader> readers = new ArrayList<>();
    try {
      for (Slice slice : slices) {
        readers.add(new SliceReader(storage, slice, readers.size(), keys, rangeBytes));
      }
      return merge(readers, sink);
    } finally {
      for (SliceReader reader : readers) {
        reader.close();
      }
    }
  }

  private static long merge(List<SliceReader> readers, EntrySink sink) throws IOException {
    MergeHeap heap = new MergeHeap(readers.size());
    for (SliceReader reader : readers) {
      if (reader.next()) {
        heap.add(reader);
      }
    }
    long entries = 0;
    while (!heap.isEmpty()) {
      SliceReader top = heap.top();
      EntryCursor entry = top.cursor;
      sink.accept(entry.bytes, entry.keyStart, entry.keyEnd, entry.valueEnd);
      entries++;
      if (top.next()) {
        heap.settle();
      } else {
        top.close();
        heap.removeTop();
      }
    }
    return entries;
  }
}
