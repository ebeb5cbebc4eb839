package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/// Quantiles, about: a t-digest a group (Dunning and Ertl 2019, as Apache DataSketches has it).
final class QuantileAccumulator extends Accumulator {

  /// The sketch's compression. Seen over 20,000 values in ten merged sketches: half a percent of
  /// rank error at the median with 500, one and a half with 200; less at both ends.
  private static final short COMPRESSION = 500;

  /// Centroids and buffer of a sketch in use: two longs for each of 1,000, and four times as many
  /// values that wait.
  private static final int SKETCH_BYTES = 50_000;

  private final NumberEvaluator value;
  private @Nullable TDigestDouble[] sketches = {};
  private long used;

  QuantileAccumulator(NumberEvaluator value) {
    this.value = value;
  }

  boolean isEmpty(int group) {
    TDigestDouble sketch = sketches[group];
    return sketch == null || sketch.isEmpty();
  }

  /// The quantile of a group that is not empty.
  double quantile(int group, double fraction) {
    TDigestDouble sketch = sketches[group];
    return sketch == null ? Double.NaN : sketch.getQuantile(fraction);
  }

  @Override
  void open(int from, int count) {
    if (sketches.length < count) {
      sketches = Arrays.copyOf(sketches, Math.max(count, sketches.length * 2));
    }
    Arrays.fill(sketches, from, count, null);
    used = from == 0 ? 0 : used;
  }

  private TDigestDouble sketch(int group) {
    TDigestDouble sketch = sketches[group];
    if (sketch == null) {
      sketch = new TDigestDouble(COMPRESSION);
      sketches[group] = sketch;
      used++;
    }
    return sketch;
  }

  @Override
  void add(int group) {
    if (!value.missing) {
      sketch(group)
          .update(
              value.big == null && value.scale <= Decimals.LONG_DIGITS
                  ? (double) value.unscaled / Decimals.power(value.scale)
                  : value.value().doubleValue());
    }
  }

  @Override
  void encode(int group, ByteBuilder out) {
    TDigestDouble sketch = sketches[group];
    byte[] bytes = sketch == null ? new byte[0] : sketch.toByteArray();
    out.putVarLong(bytes.length);
    out.put(bytes);
  }

  @Override
  void merge(int group, KeyCursor in) {
    int length = (int) in.nextVarLong();
    if (length > 0) {
      sketch(group)
          .merge(TDigestDouble.heapify(MemorySegment.ofArray(in.nextBytes(length)), false));
    }
  }

  @Override
  int bytesPerGroup() {
    return Long.BYTES;
  }

  @Override
  long extraBytes() {
    return used * SKETCH_BYTES;
  }
}
