package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The smallest or largest value of any type. Values are kept as their sort keys; numbers with
/// their scale behind them, so that `1.50` comes out as it went in and ties between `1.5` and
/// `1.50` are decided alike everywhere.
final class ExtremeAccumulator extends Accumulator {

  private static final int OBJECT_BYTES = 48;

  private final Evaluator value;
  private final boolean largest;
  private final ByteBuilder key = new ByteBuilder(64);
  private byte[] @Nullable [] best = {};
  private long heldBytes;

  ExtremeAccumulator(Evaluator value, boolean largest) {
    this.value = value;
    this.largest = largest;
  }

  byte @Nullable [] best(int group) {
    return best[group];
  }

  @Override
  void open(int from, int count) {
    if (best.length < count) {
      best = Arrays.copyOf(best, Math.max(count, best.length * 2));
    }
    if (from == 0) {
      Arrays.fill(best, null);
      heldBytes = 0;
    } else {
      Arrays.fill(best, from, count, null);
    }
  }

  @Override
  void add(int group) {
    if (value.missing) {
      return;
    }
    key.truncate(0);
    value.writeKey(key);
    if (value instanceof NumberEvaluator number) {
      key.putInt(number.scale);
    }
    offer(group, key.array(), key.length());
  }

  private void offer(int group, byte[] bytes, int length) {
    byte[] held = best[group];
    if (held != null) {
      int order = Arrays.compareUnsigned(bytes, 0, length, held, 0, held.length);
      if (largest ? order <= 0 : order >= 0) {
        return;
      }
      heldBytes -= held.length + OBJECT_BYTES;
    }
    best[group] = Arrays.copyOf(bytes, length);
    heldBytes += length + OBJECT_BYTES;
  }

  @Override
  void encode(int group, ByteBuilder out) {
    byte[] held = best[group];
    out.putVarLong(held == null ? -1 : held.length);
    out.put(held == null ? new byte[0] : held);
  }

  @Override
  void merge(int group, KeyCursor in) {
    int length = (int) in.nextVarLong();
    if (length >= 0) {
      offer(group, in.nextBytes(length), length);
    }
  }

  @Override
  int bytesPerGroup() {
    return Long.BYTES;
  }

  @Override
  long extraBytes() {
    return heldBytes;
  }
}
