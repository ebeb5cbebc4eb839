package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An exact number: `unscaled / 10^scale` with a scale of 0 or more, or `big` where that does not
/// fit into a `long`.
abstract non-sealed class NumberEvaluator extends Evaluator {

  long unscaled;
  int scale;
  @Nullable BigDecimal big;
  private final Type type;

  NumberEvaluator(Type type) {
    this.type = type;
  }

  final void set(long newUnscaled, int newScale) {
    missing = false;
    unscaled = newUnscaled;
    scale = newScale;
    big = null;
  }

  final void set(BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    if (Decimals.integerDigits(plain) > Decimals.MAX_DIGITS
        || plain.scale() > Decimals.MAX_DIGITS) {
      throw new RefusedRowException(
          "", "a number of more than %d digits".formatted(Decimals.MAX_DIGITS));
    }
    missing = false;
    scale = plain.scale();
    if (plain.unscaledValue().bitLength() < Long.SIZE) {
      unscaled = plain.unscaledValue().longValue();
      big = null;
    } else {
      big = plain;
    }
  }

  final void set(NumberEvaluator other) {
    missing = other.missing;
    unscaled = other.unscaled;
    scale = other.scale;
    big = other.big;
  }

  /// The value as an object, where one is needed.
  final BigDecimal value() {
    return big != null ? big : BigDecimal.valueOf(unscaled, scale);
  }

  @Override
  final Type type() {
    return type;
  }

  @Override
  final void write(RowWriter writer) {
    writeText(writer.beginLiteral(false));
    writer.endLiteral(false);
  }

  @Override
  final void writeText(ByteBuilder out) {
    if (big != null) {
      out.put(big.toPlainString());
    } else {
      Decimals.put(unscaled, scale, out);
    }
  }

  @Override
  final void writeKey(ByteBuilder out) {
    if (big != null) {
      SortKeys.putNumber(big, out);
    } else {
      SortKeys.putNumber(unscaled, scale, out);
    }
  }
}
