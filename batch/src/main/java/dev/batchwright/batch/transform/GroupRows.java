package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowBlock;
import java.io.IOException;
import java.util.ArrayList;
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
  private final int[] groups = new int[RowBlock.MAX_ROWS];
  private TextVector[] keyTexts = {};
  private long taken;
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
      boolean measure = index.size() > before || ++taken % MEASURE_ROWS == 0;
      if (measure) {
        flushIfFull();
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
    int group = opened();
    shortKeys.put(shortKey, group);
    return group;
  }

  /// The group whose key stands in [#entry].
  private int opened() {
    int before = index.size();
    int group = index.findOrAdd(entry.array(), 0, entry.length());
    if (group == before) {
      accumulators.open(group, group + 1);
    }
    return group;
  }

  /// Whether rows can be taken block by block.
  boolean vectorize(Vectors vectors) {
    List<TextVector> texts = new ArrayList<>();
    for (Evaluator key : keys) {
      vectors.text(key).ifPresent(texts::add);
    }
    keyTexts = texts.toArray(TextVector[]::new);
    return texts.size() == keys.length && accumulators.vectorize(vectors);
  }

  /// Takes the selected rows of a block, and leaves selected those that it took.
  void take(BlockRows rows) throws IOException {
    for (TextVector key : keyTexts) {
      key.at(rows);
    }
    accumulators.compute(rows);
    int before = index.size();
    for (int i = 0; i < rows.count; i++) {
      int row = rows.selected[i];
      groups[row] = group(rows.block.bytes(), row);
    }
    accumulators.add(rows, groups);
    long measured = taken / MEASURE_ROWS;
    taken += rows.count;
    if (index.size() > before || taken / MEASURE_ROWS > measured) {
      flushIfFull();
    }
  }

  private int group(byte[] bytes, int row) {
    long shortKey = ShortKeys.pack(keyTexts, row, bytes);
    int known = shortKeys.find(shortKey);
    if (known >= 0) {
      return known;
    }
    entry.truncate(0);
    for (TextVector key : keyTexts) {
      long cell = key.cells()[row];
      int start = RowBlock.start(cell);
      entry.put(SortKeys.PRESENT);
      SortKeys.putText(bytes, start, start + RowBlock.length(cell), entry);
    }
    int group = opened();
    shortKeys.put(shortKey, group);
    return group;
  }

  private void flushIfFull() throws IOException {
    if (index.heldBytes() + accumulators.heldBytes(index.size()) > stateBytes) {
      flush();
    }
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
