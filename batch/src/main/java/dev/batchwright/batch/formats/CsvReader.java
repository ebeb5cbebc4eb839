package dev.batchwright.batch.formats;

import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.job.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds CSV rows and their fields in bytes. What a row is, is said at [Csv].
///
/// The loop takes eight bytes at a time, marks delimiters, line feeds and quotes in them with
/// [Swar], and walks from mark to mark; bytes without a mark are never looked at singly. A quoted
/// field, rare in most data, leaves the loop and comes back behind its end. Fields behind the last
/// one that anybody asked for are only counted.
final class CsvReader extends RowReader {

  /// Rows with more fields than this are read one by one, so that an index of several fits.
  private static final int MAX_INDEXED_FIELDS = 1 << 10;

  private final long delimiters;
  private final long quotes;
  private final long lineFeeds = Swar.broadcast((byte) '\n');
  private final byte delimiter;
  private final byte quote;
  private final Csv format;
  private List<String> columns;
  private int columnCount;
  private long seen;
  private int quotedFields;
  private int quotedEnd;
  private byte quotedKind;
  private int fieldCount;
  private int extraFields;
  private int lookedAt = Integer.MAX_VALUE;
  private boolean onRow;

  /// Whether the current row was loaded from a block, which has the columns only that were asked
  /// for.
  private boolean isLoaded;

  CsvReader(Csv format, ByteWindow window, int maxRowBytes) {
    super(window, maxRowBytes);
    this.format = format;
    delimiter = (byte) format.delimiter();
    quote = (byte) format.quote();
    delimiters = Swar.broadcast(delimiter);
    quotes = Swar.broadcast(quote);
    fields.quote = quote;
    fields.missing(format.missing());
    columns = format.columns();
    columnCount = columns.size();
  }

  void columns(List<String> names) {
    columns = names;
    columnCount = names.size();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean isWithoutHeader() {
    return columns.isEmpty();
  }

  @Override
  public void lookWhereAsked() {
    lookedAt = 0;
  }

  @Override
  public int field(String column) {
    int index = columns.indexOf(column);
    if (index >= lookedAt || isLoaded) {
      lookedAt = Math.max(lookedAt, index + 1);
      if (onRow) {
        int next = window.position;
        window.position = rowStart;
        scan();
        window.position = next;
      }
    }
    return index;
  }

  @Override
  void loaded() {
    // Kinds may be set in any of them.
    quotedFields = Math.max(quotedFields, Math.min(lookedAt, fields.kind.length));
    onRow = true;
    isLoaded = true;
  }

  /// Reads the header at the window's position, which is the start of the object.
  ///
  /// @return the columns' names; none where the object has no row at all
  /// @throws BadInputException when the header cannot be used
  List<String> readHeader(String place) throws IOException {
    columnCount = -1;
    int state = next();
    if (state == END) {
      columns(List.of());
      return columns;
    }
    if (state == REFUSED) {
      throw new BadInputException("[%s byte 0] header: %s".formatted(place, problem));
    }
    if (extraFields > 0) {
      throw new BadInputException(
          "[%s byte 0] header has %d columns; the limit is %d"
              .formatted(place, fieldCount + extraFields, Fields.MAX_COUNT));
    }
    List<String> names = new ArrayList<>();
    Set<String> seenNames = new HashSet<>();
    for (int i = 0; i < fields.end.length && i < fieldCount; i++) {
      String name = fields.text(i);
      if (!seenNames.add(name)) {
        throw new BadInputException(
            "[%s byte 0] header has two columns named '%s'; expected different names"
                .formatted(place, name));
      }
      names.add(name);
    }
    columns(List.copyOf(names));
    return columns;
  }

  @Override
  int scan() {
    byte[] bytes = window.bytes;
    fields.bytes = bytes;
    rowStart = window.position;
    begin();
    return lookedAt == 0 ? count(0, rowStart) : look();
  }

  /// Finds the fields that are looked at.
  private int look() {
    byte[] bytes = window.bytes;
    int limit = window.limit;
    int[] starts = fields.start;
    int[] ends = fields.end;
    int i = rowStart;
    int field = 0;
    starts[0] = i;
    while (i < limit) {
      long word = Swar.load(bytes, i);
      seen |= word;
      long inside = Swar.below(limit - i);
      long others =
          Swar.matches(Swar.differs(word, lineFeeds) & Swar.differs(word, quotes)) & inside;
      // Below the lowest bit that is set; where none is, all.
      long before = (others & -others) - 1;
      long separators = Swar.matches(Swar.differs(word, delimiters)) & inside & before;
      while (separators != 0) {
        int at = i + Swar.firstMatch(separators);
        separators &= separators - 1;
        ends[field] = at;
        if (field + 1 == lookedAt) {
          return count(lookedAt, at + 1);
        }
        field = field + 1 < starts.length ? field + 1 : nextField(field);
        starts = fields.start;
        ends = fields.end;
        starts[field] = at + 1;
      }
      int at = i + Swar.firstMatch(others);
      i += Long.BYTES;
      if (others != 0) {
        if (bytes[at] == '\n') {
          return endRow(field, at);
        }
        i = at + 1;
        if (at == starts[field]) {
          int after = quotedField(at);
          if (after < 0) {
            return MORE;
          }
          quoted(field, at);
          i = after;
          if (after < limit && bytes[after] == delimiter) {
            if (field + 1 == lookedAt) {
              return count(lookedAt, after + 1);
            }
            field = field + 1 < starts.length ? field + 1 : nextField(field);
            starts = fields.start;
            ends = fields.end;
            i = after + 1;
            starts[field] = i;
          } else if (quotedRowEnds(after)) {
            return finish(field, after, lineEndAfter(after));
          }
        }
      }
    }
    ends[field] = limit;
    return window.complete() ? atEnd(field, limit) : MORE;
  }

  /// Counts the fields from the one with this number on, which starts at `start`.
  private int count(int firstField, int start) {
    byte[] bytes = window.bytes;
    int limit = window.limit;
    int field = firstField;
    int i = start;
    long all = 0;
    while (i < limit) {
      long word = Swar.load(bytes, i);
      all |= word;
      long separators = Swar.matches(Swar.differs(word, delimiters));
      long others =
          Swar.matches(Swar.differs(word, lineFeeds) & Swar.differs(word, quotes))
              & Swar.below(limit - i);
      if (others == 0) {
        field += Long.bitCount(separators & Swar.below(limit - i));
        i += Long.BYTES;
        continue;
      }
      int at = i + Swar.firstMatch(others);
      field += Long.bitCount(separators & Swar.below(at - i));
      if (bytes[at] == '\n') {
        seen |= all;
        return finish(field, lineEndBefore(at), at + 1);
      }
      i = at + 1;
      if (at == rowStart || bytes[at - 1] == delimiter) {
        seen |= all;
        int after = quotedField(at);
        if (after < 0) {
          return MORE;
        }
        if (after < limit && bytes[after] == delimiter) {
          field++;
          i = after + 1;
        } else if (quotedRowEnds(after)) {
          return finish(field, after, lineEndAfter(after));
        } else {
          i = after;
        }
      }
    }
    seen |= all;
    return window.complete() ? atEnd(field, limit) : MORE;
  }

  @Override
  void fill(RowBlock block) {
    if (columnCount < 1 || columnCount > MAX_INDEXED_FIELDS) {
      super.fill(block);
      return;
    }
    int start = window.position;
    CsvIndex index = block.newIndex();
    index.begin(start, delimiter, quote);
    while (index.rows < RowBlock.MAX_ROWS && index.more(window.bytes, window.limit)) {
      continue;
    }
    int most = Math.min(maxRowBytes, RowBlock.MAX_ROW_BYTES);
    long endIndex = endByte == Long.MAX_VALUE ? endByte : endByte - window.offset(0);
    int rows = index.asTheyShouldBe(columnCount, most, endIndex);
    int next = index.endOf(rows, columnCount);
    if (!index.isAscii() && Utf8.firstBad(window.bytes, start, next) >= 0) {
      return;
    }
    block.add(start, rows, columnCount, index);
    window.position = next;
  }

  private void begin() {
    onRow = false;
    isLoaded = false;
    if (quotedFields > 0) {
      Arrays.fill(fields.kind, 0, quotedFields, Fields.PLAIN);
      quotedFields = 0;
    }
    problem = "";
    seen = 0;
    extraFields = 0;
  }

  /// Makes room for one more field, or counts it where there are too many to be looked at.
  private int nextField(int field) {
    if (field + 1 == Fields.MAX_COUNT) {
      extraFields++;
      return field;
    }
    fields.grow();
    return field + 1;
  }

  /// Finds the end of the quoted field that opens at `open`, and how it is written.
  ///
  /// @return the index after its closing quote, or -1 when it is not in memory yet
  private int quotedField(int open) {
    byte[] bytes = window.bytes;
    int limit = window.limit;
    int from = open + 1;
    quotedKind = Fields.QUOTED;
    while (true) {
      int at = nextQuote(bytes, from, limit);
      boolean last = at + 1 == limit || (at + 2 == limit && bytes[at + 1] == '\r');
      if ((at < 0 || last) && !window.complete()) {
        return -1;
      }
      if (at >= 0 && at + 1 < limit && bytes[at + 1] == quote) {
        quotedKind = Fields.DOUBLED;
        from = at + 2;
        continue;
      }
      quotedEnd = at < 0 ? limit : at;
      return at < 0 ? unclosed(open) : at + 1;
    }
  }

  /// Notes the quoted field that was just found.
  private void quoted(int field, int open) {
    fields.start[field] = open + 1;
    fields.end[field] = quotedEnd;
    fields.kind[field] = quotedKind;
    quotedFields = field + 1;
  }

  /// As [Swar#indexOf], noting whether there is anything but ASCII on the way.
  private int nextQuote(byte[] bytes, int from, int limit) {
    long all = 0;
    int at = -1;
    for (int i = from; i < limit && at < 0; i += Long.BYTES) {
      long word = Swar.load(bytes, i);
      all |= word;
      long found = Swar.matches(Swar.differs(word, quotes));
      at = found == 0 ? -1 : i + Swar.firstMatch(found);
    }
    seen |= all;
    return at < limit ? at : -1;
  }

  private int unclosed(int open) {
    problem =
        "quoted field is not closed before the end of the object; opened at byte %d"
            .formatted(window.offset(open));
    return window.limit;
  }

  /// Whether the row ends right after a closing quote; where neither it nor the field does, there
  /// is stray text.
  private boolean quotedRowEnds(int after) {
    if (after == window.limit || lineEndAfter(after) > after) {
      return true;
    }
    if (problem.isEmpty()) {
      problem =
          "text after a closing quote at byte %d; expected '%c' or a line end"
              .formatted(window.offset(after), format.delimiter());
    }
    return false;
  }

  /// The index after the line end at `index`; `index` where there is none.
  private int lineEndAfter(int index) {
    byte[] bytes = window.bytes;
    if (index < window.limit && bytes[index] == '\n') {
      return index + 1;
    }
    return index + 1 < window.limit && bytes[index] == '\r' && bytes[index + 1] == '\n'
        ? index + 2
        : index;
  }

  /// The index where the text of a row ends whose line feed stands at `lineFeed`.
  private int lineEndBefore(int lineFeed) {
    return lineFeed > rowStart && window.bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
  }

  private int atEnd(int field, int limit) {
    return limit == rowStart ? END : finish(field, limit, limit);
  }

  private int endRow(int field, int lineFeed) {
    int end = lineEndBefore(lineFeed);
    fields.end[field] = end;
    return finish(field, end, lineFeed + 1);
  }

  private int finish(int lastField, int end, int next) {
    rowEnd = end;
    window.position = next;
    fieldCount = lastField + 1;
    if (end == rowStart && columnCount != 1) {
      return BLANK;
    }
    if (!problem.isEmpty() || isTooLong()) {
      return REFUSED;
    }
    if ((seen & Swar.HIGH_BITS) != 0 && !isUtf8()) {
      return REFUSED;
    }
    if (fieldCount + extraFields != columnCount && columnCount >= 0) {
      problem =
          "row has %d fields; expected %d, as there are columns"
              .formatted(fieldCount + extraFields, columnCount);
      return REFUSED;
    }
    onRow = true;
    return ROW;
  }

  @Override
  void seekFirstRow() throws IOException {
    window.require(QuoteGuess.LOOKAHEAD_BYTES);
    boolean inside = QuoteGuess.startsInside(window, delimiter, quote);
    skip(inside ? CsvState.QUOTED : CsvState.UNQUOTED);
  }

  @Override
  String skipRow() throws IOException {
    CsvState last = skip(CsvState.FIELD_START);
    return last == CsvState.QUOTED ? "; its last quoted field is never closed" : "";
  }

  private CsvState skip(CsvState from) throws IOException {
    return from.skip(window, giveUpByte(), delimiter, quote);
  }
}
