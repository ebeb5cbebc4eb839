package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Format;
import dev.batchwright.job.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the current row: evaluate first, which may refuse it, then write, which cannot.
abstract class RowEncoder {

  final ByteBuilder out;

  RowEncoder(ByteBuilder out) {
    this.out = out;
  }

  /// Evaluates all that is written of the row.
  abstract void evaluate(long number);

  /// Writes the row.
  abstract void write();

  /// Writes what stands before the first row.
  abstract void header();

  /// Writes these columns.
  static RowEncoder ofColumns(Format format, Map<String, Evaluator> columns, ByteBuilder out) {
    return new Columns(
        RowWriter.of(format, List.copyOf(columns.keySet()), out), columns.values(), out);
  }

  /// Writes JSON objects as they were read, with these members more.
  static RowEncoder ofObjects(Map<String, Evaluator> more, Reading reading, ByteBuilder out) {
    return new Objects(more, reading, out);
  }

  private static final class Columns extends RowEncoder {
    private final RowWriter writer;
    private final Evaluator[] columns;

    Columns(RowWriter writer, Iterable<Evaluator> columns, ByteBuilder out) {
      super(out);
      this.writer = writer;
      List<Evaluator> all = new ArrayList<>();
      columns.forEach(all::add);
      this.columns = all.toArray(Evaluator[]::new);
    }

    @Override
    void evaluate(long number) {
      for (Evaluator column : columns) {
        column.at(number);
      }
    }

    @Override
    void write() {
      writer.beginRow();
      for (Evaluator column : columns) {
        if (column.missing) {
          writer.missing();
        } else {
          column.write(writer);
        }
      }
      writer.endRow();
    }

    @Override
    void header() {
      writer.header();
    }
  }

  private static final class Objects extends RowEncoder {
    private final Reading reading;
    private final Columns more;

    Objects(Map<String, Evaluator> more, Reading reading, ByteBuilder out) {
      super(out);
      this.reading = reading;
      Format json = JsonLines.lines();
      this.more =
          new Columns(RowWriter.of(json, List.copyOf(more.keySet()), out), more.values(), out);
    }

    @Override
    void evaluate(long number) {
      more.evaluate(number);
    }

    @Override
    void write() {
      RowReader reader = reading.reader;
      if (reader == null) {
        return;
      }
      byte[] bytes = reader.fields().bytes();
      int end = reader.rowEnd();
      if (more.columns.length == 0) {
        out.put(bytes, reader.rowStart(), end);
        out.put('\n');
        return;
      }
      int last = end - 2;
      while (bytes[last] <= ' ') {
        last--;
      }
      boolean empty = bytes[last] == '{';
      out.put(bytes, reader.rowStart(), last + 1);
      int at = out.length();
      more.write();
      if (empty) {
        byte[] written = out.array();
        System.arraycopy(written, at + 1, written, at, out.length() - at - 1);
        out.truncate(out.length() - 1);
      } else {
        out.array()[at] = ',';
      }
    }

    @Override
    void header() {}
  }
}
