package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sums exactly, and counts what it sums: for sums and averages.
///
/// A group's sum is `units / 10^scale` plus, once that has overflowed, `spilled`. The scale is the
/// largest that was met, as [BigDecimal#add] would have it; so neither value nor scale depends on
/// the order of adding.
final class SumAccumulator extends Accumulator {

  private final NumberEvaluator value;
  private @Nullable NumberVector values;
  private long[] counts = {};
  private long[] units = {};
  private int[] scales = {};
  private @Nullable BigDecimal @Nullable [] spilled;

  SumAccumulator(NumberEvaluator value) {
    this.value = value;
  }

  long count(int group) {
    return counts[group];
  }

  BigDecimal sum(int group) {
    BigDecimal small = BigDecimal.valueOf(units[group], scales[group]);
    BigDecimal big = spilled == null ? null : spilled[group];
    return big == null ? small : big.add(small);
  }

  @Override
  void open(int from, int count) {
    if (counts.length < count) {
      int size = Math.max(count, counts.length * 2);
      counts = Arrays.copyOf(counts, size);
      units = Arrays.copyOf(units, size);
      scales = Arrays.copyOf(scales, size);
      spilled = spilled == null ? null : Arrays.copyOf(spilled, size);
    }
    Arrays.fill(counts, from, count, 0);
    Arrays.fill(units, from, count, 0);
    Arrays.fill(scales, from, count, 0);
    if (spilled != null) {
      Arrays.fill(spilled, from, count, null);
    }
  }

  @Override
  void add(int group) {
    if (value.missing) {
      return;
    }
    counts[group]++;
    if (value.big != null) {
      spill(group, value.big);
    } else {
      add(group, value.unscaled, value.scale);
    }
  }

  @Override
  boolean vectorize(Vectors vectors) {
    values = vectors.number(value).orElse(null);
    return values != null;
  }

  @Override
  void compute(BlockRows rows) {
    Objects.requireNonNull(values).at(rows);
  }

  @Override
  void add(BlockRows rows, int[] groups) {
    NumberVector vector = Objects.requireNonNull(values);
    for (int i = 0; i < rows.count; i++) {
      int row = rows.selected[i];
      int group = groups[row];
      counts[group]++;
      add(group, vector.unscaled[row], vector.scale[row]);
    }
  }

  private void add(int group, long unscaled, int scale) {
    int digits = scale - scales[group];
    if (digits != 0 && !rescale(group, digits, unscaled, scale)) {
      return;
    }
    long term = digits < 0 ? Decimals.scaled(unscaled, -digits) : unscaled;
    long before = units[group];
    long after = before + term;
    if (((before ^ after) & (term ^ after)) < 0) {
      spill(group, BigDecimal.valueOf(before, scales[group]));
      after = term;
    }
    units[group] = after;
  }

  /// Brings the group and a term to one scale.
  ///
  /// @return false where the term could only be added to what is spilled, and was
  private boolean rescale(int group, int digits, long unscaled, int scale) {
    if (digits < 0) {
      if (!Decimals.canScale(unscaled, -digits)) {
        spill(group, BigDecimal.valueOf(unscaled, scale));
        return false;
      }
      return true;
    }
    if (Decimals.canScale(units[group], digits)) {
      units[group] = Decimals.scaled(units[group], digits);
    } else {
      spill(group, BigDecimal.valueOf(units[group], scales[group]));
      units[group] = 0;
    }
    scales[group] = scale;
    return true;
  }

  private void spill(int group, BigDecimal term) {
    if (spilled == null) {
      spilled = new BigDecimal[counts.length];
    }
    BigDecimal held = spilled[group];
    spilled[group] = held == null ? term : held.add(term);
  }

  @Override
  void encode(int group, ByteBuilder out) {
    out.putVarLong(counts[group]);
    BigDecimal sum = sum(group);
    out.putVarLong(sum.scale());
    byte[] bytes = sum.unscaledValue().toByteArray();
    out.putVarLong(bytes.length);
    out.put(bytes);
  }

  @Override
  void merge(int group, KeyCursor in) {
    counts[group] += in.nextVarLong();
    int scale = (int) in.nextVarLong();
    BigInteger unscaled = new BigInteger(in.nextBytes((int) in.nextVarLong()));
    if (unscaled.bitLength() < Long.SIZE) {
      add(group, unscaled.longValue(), scale);
    } else {
      spill(group, new BigDecimal(unscaled, scale));
    }
  }

  @Override
  int bytesPerGroup() {
    return spilled == null ? 20 : 100;
  }
}
