package dev.batchwright.batch.formats;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Format;
import dev.batchwright.job.JsonLines;
import java.util.List;

/// Writes rows as bytes: `beginRow`, one call a column in order, `endRow`.
public abstract sealed class RowWriter permits CsvWriter, JsonWriter {

  final ByteBuilder out;

  RowWriter(ByteBuilder out) {
    this.out = out;
  }

  /// A writer of this format with these columns, at the end of `out`.
  public static RowWriter of(Format format, List<String> columns, ByteBuilder out) {
    return switch (format) {
      case Csv csv -> new CsvWriter(csv, columns, out);
      case JsonLines _ -> new JsonWriter(columns, out);
      case Format.ByKey _ ->
          throw new IllegalArgumentException("output format is not settled by a key");
    };
  }

  /// Writes what stands before the first row: the header, where the format has one.
  public abstract void header();

  /// Starts a row.
  public abstract void beginRow();

  /// Ends a row.
  public abstract void endRow();

  /// Writes no value.
  public abstract void missing();

  /// Writes the text `bytes[start, end)`.
  public abstract void text(byte[] bytes, int start, int end);

  /// Writes the JSON value `bytes[start, end)`, which is not a string.
  public abstract void json(byte[] bytes, int start, int end);

  /// Starts a value whose characters never need an escape: the caller adds them to what this gives,
  /// and then calls [#endLiteral].
  ///
  /// @param quotedInJson whether it is a string in JSON, as a date is and a number is not
  public abstract ByteBuilder beginLiteral(boolean quotedInJson);

  /// Ends what [#beginLiteral] started.
  public abstract void endLiteral(boolean quotedInJson);
}
