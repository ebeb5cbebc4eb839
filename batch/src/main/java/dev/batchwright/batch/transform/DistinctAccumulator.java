package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.jspecify.annotations.Nullable;

/// Counts different values, about: a HyperLogLog sketch a group (Flajolet et al. 2007, as Apache
/// DataSketches has it). A result is always taken from the composite estimator, which, unlike the
/// one that follows updates as they come, does not depend on their order.
final class DistinctAccumulator extends Accumulator {

  /// 4,096 registers: a standard error of 1.04 / sqrt(4096) = 1.6 percent.
  private static final int LOG2_REGISTERS = 12;

  /// A sketch that is full: half a byte a register, with what is around it.
  private static final int FULL_BYTES = 2_600;

  private final Evaluator value;
  private final ByteBuilder key = new ByteBuilder(64);
  private @Nullable HllSketch[] sketches = {};
  private long used;

  DistinctAccumulator(Evaluator value) {
    this.value = value;
  }

  long estimate(int group) {
    HllSketch sketch = sketches[group];
    return sketch == null ? 0 : Math.round(sketch.getCompositeEstimate());
  }

  @Override
  void open(int from, int count) {
    if (sketches.length < count) {
      sketches = Arrays.copyOf(sketches, Math.max(count, sketches.length * 2));
    }
    Arrays.fill(sketches, from, count, null);
    used = from == 0 ? 0 : used;
  }

  @Override
  void add(int group) {
    if (value.missing) {
      return;
    }
    key.truncate(0);
    value.writeKey(key);
    HllSketch sketch = sketches[group];
    if (sketch == null) {
      sketch = new HllSketch(LOG2_REGISTERS);
      sketches[group] = sketch;
      used++;
    }
    sketch.update(KeyIndex.hash64(key.array(), 0, key.length()));
  }

  @Override
  void encode(int group, ByteBuilder out) {
    HllSketch sketch = sketches[group];
    byte[] bytes = sketch == null ? new byte[0] : sketch.toCompactByteArray();
    out.putVarLong(bytes.length);
    out.put(bytes);
  }

  @Override
  void merge(int group, KeyCursor in) {
    int length = (int) in.nextVarLong();
    if (length == 0) {
      return;
    }
    HllSketch other = HllSketch.heapify(in.nextBytes(length));
    HllSketch held = sketches[group];
    if (held == null) {
      sketches[group] = other;
      used++;
      return;
    }
    HllUnion union = new HllUnion(LOG2_REGISTERS);
    union.update(held);
    union.update(other);
    sketches[group] = union.getResult();
  }

  @Override
  int bytesPerGroup() {
    return Long.BYTES;
  }

  @Override
  long extraBytes() {
    return used * FULL_BYTES;
  }
}
