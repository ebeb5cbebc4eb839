package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.SideTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A side table in memory: the columns that the flow looks up, found by key.
final class LookupTable {

  private static final ReadLimits LIMITS =
      new ReadLimits(SideTable.MAX_BYTES, ReadLimits.DEFAULT.decodedBytes());

  private final SideTable table;
  private final List<String> columns = new ArrayList<>();
  private final KeyIndex index = new KeyIndex();
  private final ByteBuilder texts = new ByteBuilder(1 << 12);
  private int[] bounds = new int[1 << 8];
  private int boundCount;
  private int count;

  LookupTable(SideTable table) {
    this.table = table;
  }

  /// The number of a column for [#find]; asked before the table is loaded.
  int column(String name) {
    if (!columns.contains(name)) {
      columns.add(name);
    }
    return columns.indexOf(name);
  }

  /// Reads the table.
  ///
  /// @throws BadInputException when it is too large, a row cannot be read, or a key is missing or
  ///   there twice
  /// @throws BadRequestException when it lacks a column
  void load(ObjectBytes object) throws IOException {
    RowReaders readers = new RowReaders(table.format());
    try (RowReader reader = readers.openStart(object, Long.MAX_VALUE, LIMITS)) {
      InputColumns inputs = new InputColumns();
      InputText key = inputs.column(table.key());
      List<InputText> values = columns.stream().map(inputs::column).toList();
      inputs.bind(reader, object.place());
      long row = 0;
      for (int state = reader.next(); state != RowReader.END; state = reader.next()) {
        if (state == RowReader.REFUSED) {
          throw refused(object, reader, reader.problem());
        }
        add(object, reader, row++, key, values);
      }
    }
  }

  private void add(
      ObjectBytes object, RowReader reader, long row, InputText key, List<InputText> values) {
    key.at(row);
    if (key.missing) {
      throw refused(object, reader, "its key '%s' is missing".formatted(table.key()));
    }
    if (index.findOrAdd(key.bytes, key.start, key.end) < count) {
      throw refused(
          object,
          reader,
          "its key %s '%s' is there a second time; expected each key once"
              .formatted(table.key(), key.string()));
    }
    for (InputText value : values) {
      value.at(row);
      addText(value);
    }
    count++;
    if (texts.length() + (long) index.end(count - 1) > SideTable.MAX_BYTES) {
      throw new BadInputException(
          ("[%s] side table is larger than %d bytes, which every worker would hold;"
                  + " make it smaller, or join in another job")
              .formatted(object.place(), SideTable.MAX_BYTES));
    }
  }

  private void addText(InputText value) {
    int at = boundCount;
    if (at + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    bounds[at] = texts.length();
    if (!value.missing) {
      value.writeText(texts);
    }
    bounds[at + 1] = value.missing ? -1 : texts.length();
    boundCount += 2;
  }

  private static BadInputException refused(ObjectBytes object, RowReader reader, String reason) {
    return new BadInputException(
        "[%s byte %d] row of a side table cannot be used: %s"
            .formatted(object.place(), reader.startByte(), reason));
  }

  /// Points `target` at the text of a column in the row with this key.
  ///
  /// @return false where there is no such row, or its value is missing
  boolean find(byte[] bytes, int start, int end, int column, TextEvaluator target) {
    int row = index.find(bytes, start, end);
    if (row < 0) {
      return false;
    }
    int at = (row * columns.size() + column) * 2;
    target.bytes = texts.array();
    target.start = bounds[at];
    target.end = bounds[at + 1];
    return target.end >= 0;
  }

  /// Where the table is, as the job says it.
  String uri() {
    return table.uri().toString();
  }
}
