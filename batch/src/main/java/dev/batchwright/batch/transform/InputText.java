package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.Fields;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;
import java.util.EnumMap;
import java.util.Map;

/// A column of the input as it stands. Text without escapes is looked at where it lies in the
/// reader's buffer.
final class InputText extends TextEvaluator {

  private final String name;
  private final ByteBuilder decoded = new ByteBuilder(64);
  private final Map<Type, Evaluator> readAs = new EnumMap<>(Type.class);
  private Fields fields = new Fields();
  private int field;
  private int slot;

  InputText(String name) {
    this.name = name;
  }

  /// The column read as this type; one evaluator a type, whatever asks for it.
  Evaluator as(Type type) {
    return readAs.computeIfAbsent(type, it -> Parsed.as(it, this, name));
  }

  String name() {
    return name;
  }

  /// Where the column is in a block of rows.
  int slot() {
    return slot;
  }

  void bind(RowReader reader, int newField) {
    fields = reader.fields();
    field = newField;
    slot = reader.slot(newField);
  }

  @Override
  void compute(long number) {
    load();
  }

  /// Sets the value to the field of the current row. For those who read the text once a row and
  /// then keep what they made of it: cheaper than [#at], whose call cannot be inlined.
  void load() {
    Fields row = fields;
    missing = row.isMissing(field);
    if (missing) {
      return;
    }
    byte kind = row.kind(field);
    if (kind == Fields.DOUBLED || kind == Fields.ESCAPED) {
      decoded.truncate(0);
      row.decode(field, decoded);
      set(decoded);
    } else {
      bytes = row.bytes();
      start = row.start(field);
      end = row.end(field);
    }
  }

  @Override
  void write(RowWriter writer) {
    if (fields.kind(field) == Fields.JSON) {
      writer.json(bytes, start, end);
    } else {
      writer.text(bytes, start, end);
    }
  }
}
