package dev.batchwright.batch.formats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Gives the rows that a segment owns, one after the other.
///
/// ```
/// while ((state = reader.next()) != RowReader.END) {
///   if (state == RowReader.ROW) ... reader.fields() ...
///   else ... reader.problem() ...
/// }
/// ```
public abstract sealed class RowReader implements Closeable permits CsvReader, JsonReader {

  /// There are no more rows.
  public static final int END = 0;

  /// The current row can be looked at.
  public static final int ROW = 1;

  /// The current row is refused; [#problem()] says why.
  public static final int REFUSED = 2;

  /// The line holds no row.
  static final int BLANK = 3;

  /// The row does not end in what is in memory.
  static final int MORE = 4;

  /// Longest text that is quoted from a row, in bytes.
  private static final int QUOTED_TEXT_BYTES = 1 << 10;

  final ByteWindow window;
  final Fields fields = new Fields();
  final int maxRowBytes;
  int rowStart;
  int rowEnd;
  String problem = "";
  long endByte = Long.MAX_VALUE;
  private int[] asked = new int[8];
  private int askedCount;
  private boolean seeking;
  private long longRowStart = -1;
  private long longRowEnd;

  RowReader(ByteWindow window, int maxRowBytes) {
    this.window = window;
    this.maxRowBytes = maxRowBytes;
  }

  /// Goes to the next row.
  ///
  /// @return [#ROW], [#REFUSED] or [#END]
  /// @throws IOException when bytes cannot be had
  public final int next() throws IOException {
    longRowStart = -1;
    while (window.offset(window.position) < endByte) {
      int state = scan();
      if (state == MORE) {
        state = more();
      }
      if (state == ROW || state == REFUSED || state == END) {
        return state;
      }
    }
    return END;
  }

  /// Takes the rows that come next into a block, as far as they lie in memory wholly, nothing is
  /// wrong with them and there is room. Where there are none it is for [#next()] to go on.
  ///
  /// @return how many rows there are in the block
  public final int nextBlock(RowBlock block) {
    fields.bytes = window.bytes;
    block.clear(fields, asked, askedCount);
    longRowStart = -1;
    fill(block);
    return block.rows();
  }

  /// As [#nextBlock], into a block that is empty.
  void fill(RowBlock block) {
    while (block.hasRoom() && window.offset(window.position) < endByte) {
      int before = window.position;
      int state = scan();
      if (state == ROW && rowEnd - rowStart < RowBlock.MAX_ROW_BYTES) {
        block.add(rowStart, rowEnd);
      } else if (state != BLANK) {
        window.position = before;
        break;
      }
    }
  }

  /// Makes a row of the last block the current one.
  ///
  /// @return false where columns were asked for after the block was filled: the rows from this one
  ///   on have to be read again, and the reader stands before it
  public final boolean load(RowBlock block, int row) {
    if (block.columns() != askedCount) {
      window.position = block.rowStart[row];
      return false;
    }
    rowStart = block.rowStart[row];
    rowEnd = block.rowEnd[row];
    problem = "";
    block.load(row);
    loaded();
    return true;
  }

  /// Fields were set from elsewhere than [#scan()].
  abstract void loaded();

  /// The place of a field in the blocks' columns. Asked of each field that is looked at.
  ///
  /// @param field of [#field]
  public final int slot(int field) {
    for (int slot = 0; slot < askedCount; slot++) {
      if (asked[slot] == field) {
        return slot;
      }
    }
    if (askedCount == asked.length) {
      asked = Arrays.copyOf(asked, askedCount * 2);
    }
    asked[askedCount] = field;
    return askedCount++;
  }

  /// The row does not end in memory: reads on, refuses it where it gets too long or cannot be read.
  private int more() throws IOException {
    if (window.available() > maxRowBytes) {
      return refuseLongRow();
    }
    if (window.fill()) {
      return MORE;
    }
    if (window.corrupt != null) {
      return refuseRest();
    }
    return window.available() == 0 ? END : MORE;
  }

  private int refuseRest() {
    String reason = window.corrupt;
    if (reason == null || reason.isEmpty()) {
      return END;
    }
    rowStart = window.position;
    rowEnd = window.limit;
    window.position = window.limit;
    problem =
        "cannot be decoded from here to the end of the object: %s; the rows before it were read"
            .formatted(reason);
    window.corrupt = "";
    return REFUSED;
  }

  private int refuseLongRow() throws IOException {
    long start = window.offset(window.position);
    String detail = skipRow();
    longRowStart = start;
    longRowEnd = window.offset(window.position);
    rowStart = window.position;
    rowEnd = window.position;
    problem =
        "row is longer than the limit of %d bytes (it has %d)%s"
            .formatted(maxRowBytes, longRowEnd - start, detail);
    return REFUSED;
  }

  /// Whether a row that ended in memory is nevertheless too long.
  final boolean isTooLong() {
    if (rowEnd - rowStart <= maxRowBytes) {
      return false;
    }
    problem =
        "row is longer than the limit of %d bytes (it has %d)"
            .formatted(maxRowBytes, rowEnd - rowStart);
    return true;
  }

  /// Whether the row is UTF-8; sets the problem where it is not.
  final boolean isUtf8() {
    int bad = Utf8.firstBad(window.bytes, rowStart, rowEnd);
    if (bad < 0) {
      return true;
    }
    problem =
        "byte 0x%02X at byte %d is not UTF-8; expected text in UTF-8"
            .formatted(window.bytes[bad], window.offset(bad));
    return false;
  }

  /// Looks at the line at the window's position: [#ROW], [#REFUSED], [#BLANK], [#MORE] or, at the
  /// end of the stream, [#END]. Except for [#MORE] and [#END] the position is moved past it.
  abstract int scan();

  /// Moves past the line at the window's position, however long; for a row that is too long.
  ///
  /// @return what else is to be said about it
  abstract String skipRow() throws IOException;

  /// Moves to the first row that starts after a byte from `startByte - 1` on, which the window
  /// starts with.
  abstract void seekFirstRow() throws IOException;

  /// Where a search for a row's end may stop without finding it: the segment ended more than the
  /// longest row ago. What is then reported as the first row's start is settled by the neighbour.
  final long giveUpByte() {
    return seeking && endByte < Long.MAX_VALUE - maxRowBytes
        ? endByte + maxRowBytes
        : Long.MAX_VALUE;
  }

  /// Moves to the first row that starts at or after the byte that the segment starts with; the
  /// window starts one byte before that.
  final void seek() throws IOException {
    seeking = true;
    seekFirstRow();
    seeking = false;
  }

  /// The fields of the current row.
  public final Fields fields() {
    return fields;
  }

  /// The columns' names, in order; for JSON Lines those that are looked for.
  public abstract List<String> columns();

  /// Whether the object should have a header and has none, because it holds no row at all.
  public boolean isWithoutHeader() {
    return false;
  }

  /// From now on, only columns that [#field] is asked for need to be in [#fields()]; what is known
  /// of the others is forgotten. Those behind the last one that is asked for cost less.
  public void lookWhereAsked() {
    // Where all fields have to be looked at anyway there is nothing to save.
  }

  /// The index in [#fields()] of the column with this name, or -1 where there is none. For JSON
  /// Lines any name is a column, looked for from the next row on and in the current one.
  public abstract int field(String column);

  /// Why the current row is refused.
  public final String problem() {
    return problem;
  }

  /// Where the current row starts in the object's decoded bytes.
  public final long startByte() {
    return longRowStart >= 0 ? longRowStart : window.offset(rowStart);
  }

  /// One past the current row's last byte, without its line end.
  public final long endByte() {
    return longRowStart >= 0 ? longRowEnd : window.offset(rowEnd);
  }

  /// Where the next row starts, in the object's decoded bytes.
  public final long nextRowByte() {
    return window.offset(window.position);
  }

  /// First byte of the current row in `fields().bytes()`.
  public final int rowStart() {
    return rowStart;
  }

  /// One past its last byte, without its line end.
  public final int rowEnd() {
    return rowEnd;
  }

  /// The current row's text, cut to 1,024 bytes; what is not UTF-8 is replaced.
  public final String text() {
    int length = Math.min(rowEnd - rowStart, QUOTED_TEXT_BYTES);
    return new String(window.bytes, rowStart, length, StandardCharsets.UTF_8);
  }

  @Override
  public final void close() throws IOException {
    window.close();
  }
}
