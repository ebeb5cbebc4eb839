package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;

/// A date, as days since 1970-01-01, or a timestamp, as microseconds since then.
abstract non-sealed class MomentEvaluator extends Evaluator {

  long value;
  private final Type type;

  MomentEvaluator(Type type) {
    this.type = type;
  }

  final void set(long newValue) {
    missing = false;
    value = newValue;
  }

  @Override
  final Type type() {
    return type;
  }

  @Override
  final void write(RowWriter writer) {
    writeText(writer.beginLiteral(true));
    writer.endLiteral(true);
  }

  @Override
  final void writeText(ByteBuilder out) {
    if (type == Type.DATE) {
      Moments.putDate(value, out);
    } else {
      Moments.putTimestamp(value, out);
    }
  }

  @Override
  final void writeKey(ByteBuilder out) {
    out.putLong(value ^ Long.MIN_VALUE);
  }
}
