package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts rows, or values that are not missing.
final class CountAccumulator extends Accumulator {

  private final @Nullable Evaluator value;
  private Optional<Vector> counted = Optional.empty();
  private long[] counts = {};

  /// @param value what is counted; null for rows
  CountAccumulator(@Nullable Evaluator value) {
    this.value = value;
  }

  long count(int group) {
    return counts[group];
  }

  @Override
  void open(int from, int count) {
    if (counts.length < count) {
      counts = Arrays.copyOf(counts, Math.max(count, counts.length * 2));
    }
    Arrays.fill(counts, from, count, 0);
  }

  @Override
  void add(int group) {
    if (value == null || !value.missing) {
      counts[group]++;
    }
  }

  @Override
  boolean vectorize(Vectors vectors) {
    counted = value == null ? Optional.empty() : vectors.of(value);
    return value == null || counted.isPresent();
  }

  @Override
  void compute(BlockRows rows) {
    counted.ifPresent(vector -> vector.at(rows));
  }

  /// A row whose value is missing is not among those of its vector.
  @Override
  void add(BlockRows rows, int[] groups) {
    for (int i = 0; i < rows.count; i++) {
      counts[groups[rows.selected[i]]]++;
    }
  }

  @Override
  void encode(int group, ByteBuilder out) {
    out.putVarLong(counts[group]);
  }

  @Override
  void merge(int group, KeyCursor in) {
    counts[group] += in.nextVarLong();
  }

  @Override
  int bytesPerGroup() {
    return Long.BYTES;
  }
}
