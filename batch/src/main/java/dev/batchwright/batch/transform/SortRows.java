package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.io.IOException;
import java.util.List;

/// The end of a pipeline that hands its rows to the shuffle for sorting: the sort key, and the row
/// as it will be written.
final class SortRows implements LastSink {

  /// One key of the order.
  record Key(Evaluator value, boolean descending) {}

  private final Key[] keys;
  private final RowEncoder encoder;
  private final EntrySink shuffle;
  private long entries;

  SortRows(List<Key> keys, RowEncoder encoder, EntrySink shuffle) {
    this.keys = keys.toArray(Key[]::new);
    this.encoder = encoder;
    this.shuffle = shuffle;
  }

  @Override
  public boolean take(long number, boolean effect) throws IOException {
    for (Key key : keys) {
      key.value.at(number);
    }
    encoder.evaluate(number);
    if (!effect) {
      return true;
    }
    ByteBuilder entry = encoder.out;
    entry.truncate(0);
    for (Key key : keys) {
      SortKeys.putPart(key.value, key.descending, entry);
    }
    int keyEnd = entry.length();
    encoder.write();
    shuffle.accept(entry.array(), 0, keyEnd, entry.length());
    entries++;
    return true;
  }

  @Override
  public long finish() {
    return entries;
  }
}
