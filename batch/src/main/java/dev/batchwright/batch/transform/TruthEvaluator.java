package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;

/// True, false or missing.
abstract non-sealed class TruthEvaluator extends Evaluator {

  boolean value;

  final void set(boolean newValue) {
    missing = false;
    value = newValue;
  }

  /// Whether it is true for this row: neither false nor missing.
  final boolean holds(long number) {
    at(number);
    return value && !missing;
  }

  @Override
  final Type type() {
    return Type.BOOL;
  }

  @Override
  final void write(RowWriter writer) {
    writeText(writer.beginLiteral(false));
    writer.endLiteral(false);
  }

  @Override
  final void writeText(ByteBuilder out) {
    out.put(value ? "true" : "false");
  }

  @Override
  final void writeKey(ByteBuilder out) {
    out.put(value ? 1 : 0);
  }
}
