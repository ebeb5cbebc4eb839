package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.io.IOException;
import java.util.List;

/// The end of a pipeline that aggregates its rows by key, and hands the partial results to the
/// shuffle: at the end, and whenever they have reached the worker's limit.
final class GroupRows implements LastSink {

  /// How often state that grows without new groups is measured, in rows.
  private static final int MEASURE_ROWS = 1 << 12;

  private final Evaluator[] keys;
  private final Evaluator[] values;
  private final Accumulators accumulators;
  private final EntrySink shuffle;
  private final long stateBytes;
  private final KeyIndex index = new KeyIndex();
  private final ShortKeys shortKeys = new ShortKeys();
  private final ByteBuilder entry = new ByteBuilder(1 << 10);
  private long rows;
  private long entries;

  GroupRows(
      List<Evaluator> keys,
      List<Evaluator> values,
      Accumulators accumulators,
      EntrySink shuffle,
      long stateBytes) {
    this.keys = keys.toArray(Evaluator[]::new);
    this.values = values.toArray(Evaluator[]::new);
    this.accumulators = accumulators;
    this.shuffle = shuffle;
    this.stateBytes = stateBytes;
  }

  @Override
  public boolean take(long number, boolean effect) throws IOException {
    for (Evaluator key : keys) {
      key.at(number);
    }
    for (Evaluator value : values) {
      value.at(number);
    }
    if (effect) {
      int before = index.size();
      int group = group();
      accumulators.add(group);
      boolean measure = index.size() > before || ++rows % MEASURE_ROWS == 0;
      if (measure && index.heldBytes() + accumulators.heldBytes(index.size()) > stateBytes) {
        flush();
      }
    }
    return true;
  }

  /// The current row's group, which is opened where it is new.
  private int group() {
    long shortKey = ShortKeys.pack(keys);
    int known = shortKeys.find(shortKey);
    if (known >= 0) {
      return known;
    }
    entry.truncate(0);
    for (Evaluator key : keys) {
      SortKeys.putPart(key, false, entry);
    }
    int before = index.size();
    int group = index.findOrAdd(entry.array(), 0, entry.length());
    if (group == before) {
      accumulators.open(group, group + 1);
    }
    shortKeys.put(shortKey, group);
    return group;
  }

  private void flush() throws IOException {
    for (int group = 0; group < index.size(); group++) {
      entry.truncate(0);
      entry.put(index.keys(), index.start(group), index.end(group));
      int keyEnd = entry.length();
      accumulators.encode(group, entry);
      shuffle.accept(entry.array(), 0, keyEnd, entry.length());
      entries++;
    }
    index.clear();
    shortKeys.clear();
    accumulators.open(0, 0);
  }

  /// Hands on what is held. Without keys there is one group even without rows.
  @Override
  public long finish() throws IOException {
    if (keys.length == 0 && index.size() == 0) {
      index.findOrAdd(entry.array(), 0, 0);
      accumulators.open(0, 1);
    }
    flush();
    return entries;
  }
}
