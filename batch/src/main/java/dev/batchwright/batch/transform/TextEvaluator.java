package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text: UTF-8 in `bytes[start, end)`.
abstract non-sealed class TextEvaluator extends Evaluator {

  byte[] bytes = {};
  int start;
  int end;

  final void set(byte[] text) {
    missing = false;
    bytes = text;
    start = 0;
    end = text.length;
  }

  final void set(ByteBuilder text) {
    missing = false;
    bytes = text.array();
    start = 0;
    end = text.length();
  }

  final void set(TextEvaluator other) {
    missing = other.missing;
    bytes = other.bytes;
    start = other.start;
    end = other.end;
  }

  /// The text as a string, where an object is what is needed.
  final String string() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  final boolean equalTo(byte[] other) {
    return Arrays.equals(bytes, start, end, other, 0, other.length);
  }

  @Override
  final Type type() {
    return Type.TEXT;
  }

  @Override
  void write(RowWriter writer) {
    writer.text(bytes, start, end);
  }

  @Override
  final void writeText(ByteBuilder out) {
    out.put(bytes, start, end);
  }

  @Override
  final void writeKey(ByteBuilder out) {
    SortKeys.putText(bytes, start, end, out);
  }
}
