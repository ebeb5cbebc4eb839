package dev.batchwright.batch.formats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows that lie in a reader's buffer together, as the fields of each column that was asked for: so
/// that a column can be worked on in one loop. Refilled by [RowReader#nextBlock]; what it holds is
/// good until the reader is asked for more.
///
/// A field is one `long`, its cell: where it starts, how long it is, and how it is written.
public final class RowBlock {

  /// Rows at once: with some ten columns their cells stay in a core's second level cache.
  public static final int MAX_ROWS = 1 << 10;

  /// A longer row is not taken into a block, so that a length fits into a cell.
  static final int MAX_ROW_BYTES = 1 << 28;

  private static final int KIND_BITS = 3;

  private byte[] bytes = {};
  final int[] rowStart = new int[MAX_ROWS];
  final int[] rowEnd = new int[MAX_ROWS];
  private long[][] cells = new long[8][MAX_ROWS];
  private boolean[] found = new boolean[8];
  private int[] asked = {};
  private @Nullable CsvIndex kept;
  private @Nullable CsvIndex index;
  private int fieldCount;
  private int rows;
  private int columns;
  private Fields fields = new Fields();

  /// How many rows there are.
  public int rows() {
    return rows;
  }

  /// How many columns were asked for when it was filled.
  public int columns() {
    return columns;
  }

  /// The buffer that all fields lie in.
  public byte[] bytes() {
    return bytes;
  }

  /// The cells of a column, by row, as they stand: one that starts with a quote may have to be
  /// unquoted, with [#text].
  ///
  /// @param slot of [RowReader#slot]
  public long[] cells(int slot) {
    if (index != null && !found[slot]) {
      find(slot, index);
      found[slot] = true;
    }
    return cells[slot];
  }

  /// The cell of a field's text as it lies in the buffer; below 0 where the value is missing, or
  /// its text needs decoding.
  ///
  /// @param cell of [#cells]
  public long text(long cell) {
    long unquoted = unquoted(cell);
    return switch (kind(unquoted)) {
      case Fields.PLAIN ->
          fields.isMissingText(start(cell), start(cell) + length(cell)) ? -1 : unquoted;
      case Fields.QUOTED, Fields.JSON -> unquoted;
      default -> -1;
    };
  }

  /// Whether there are texts but the empty one that stand for a missing value.
  public boolean hasMissingTexts() {
    return fields.hasMissingTexts();
  }

  /// First byte of the field in [#bytes()].
  public static int start(long cell) {
    return (int) (cell >>> Integer.SIZE);
  }

  /// How many bytes the field has.
  public static int length(long cell) {
    return (int) cell >>> KIND_BITS;
  }

  private static byte kind(long cell) {
    return (byte) (cell & (1 << KIND_BITS) - 1);
  }

  boolean hasRoom() {
    return rows < MAX_ROWS;
  }

  /// Starts anew.
  ///
  /// @param from where the reader has the fields of its current row
  /// @param askedFields the fields that are looked at, by slot
  void clear(Fields from, int[] askedFields, int count) {
    rows = 0;
    columns = count;
    asked = askedFields;
    fields = from;
    bytes = from.bytes;
    index = null;
    int size = cells.length;
    if (size < count) {
      cells = Arrays.copyOf(cells, Math.max(count, size * 2));
      found = new boolean[cells.length];
      for (int slot = size; slot < cells.length; slot++) {
        cells[slot] = new long[MAX_ROWS];
      }
    }
    Arrays.fill(found, false);
  }

  /// An index to fill it by; kept, as blocks are, for all objects that a worker reads.
  CsvIndex newIndex() {
    CsvIndex made = kept;
    if (made == null) {
      made = new CsvIndex(MAX_ROWS);
      kept = made;
    }
    return made;
  }

  /// Takes the reader's current row.
  void add(int start, int end) {
    rowStart[rows] = start;
    rowEnd[rows] = end;
    for (int slot = 0; slot < columns; slot++) {
      int field = asked[slot];
      byte kind = fields.kind[field];
      // An absent one lies nowhere.
      cells[slot][rows] =
          kind == Fields.ABSENT ? kind : cell(fields.start[field], fields.end[field], kind);
    }
    rows++;
  }

  /// Takes rows that lie one behind the other.
  ///
  /// @param first byte of the first of them
  /// @param count how many, for which there is room
  /// @param fieldsOfRow how many fields each of them has
  /// @param made the index of their fields
  void add(int first, int count, int fieldsOfRow, CsvIndex made) {
    index = made;
    fieldCount = fieldsOfRow;
    rows = count;
    int at = first;
    for (int row = 0; row < count; row++) {
      rowStart[row] = at;
      int lineFeed = made.positions[(row + 1) * fieldsOfRow - 1];
      rowEnd[row] = lineFeed > at && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
      at = lineFeed + 1;
    }
  }

  private void find(int slot, CsvIndex made) {
    int[] positions = made.positions;
    int field = asked[slot];
    boolean last = field == fieldCount - 1;
    long[] column = cells[slot];
    for (int row = 0; row < rows; row++) {
      int separator = row * fieldCount + field;
      int from = field == 0 ? rowStart[row] : positions[separator - 1] + 1;
      int to = last ? rowEnd[row] : positions[separator];
      column[row] = cell(from, to, Fields.PLAIN);
    }
  }

  private long unquoted(long cell) {
    int from = start(cell);
    int to = from + length(cell) - 1;
    if (index == null || !index.quoted || to < from || bytes[from] != fields.quote) {
      return cell;
    }
    boolean doubled = Swar.indexOf(bytes, from + 1, to, Swar.broadcast(fields.quote)) >= 0;
    return cell(from + 1, to, doubled ? Fields.DOUBLED : Fields.QUOTED);
  }

  private static long cell(int from, int to, byte kind) {
    return (long) from << Integer.SIZE | (long) (to - from) << KIND_BITS | kind;
  }

  /// Puts a row's fields back where the reader has those of its current row.
  void load(int row) {
    for (int slot = 0; slot < columns; slot++) {
      int field = asked[slot];
      long cell = unquoted(cells(slot)[row]);
      fields.start[field] = start(cell);
      fields.end[field] = start(cell) + length(cell);
      fields.kind[field] = kind(cell);
    }
  }
}
