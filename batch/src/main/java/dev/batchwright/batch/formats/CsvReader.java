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
/// field, rare in most data, leaves the loop and comes back behind its end.
final class CsvReader extends RowReader {

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
  private int fieldCount;
  private int extraFields;

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
  public int field(String column) {
    return columns.indexOf(column);
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
    int limit = window.limit;
    int i = rowStart;
    int field = 0;
    fields.start[0] = i;
    begin();
    while (true) {
      if (i >= limit) {
        return window.complete() ? atEnd(field, limit) : MORE;
      }
      long word = Swar.load(bytes, i);
      seen |= word;
      long marks =
          Swar.matches(
              Swar.differs(word, delimiters)
                  & Swar.differs(word, lineFeeds)
                  & Swar.differs(word, quotes));
      int next = i + Long.BYTES;
      while (marks != 0) {
        int at = i + Swar.firstMatch(marks);
        if (at >= limit) {
          break;
        }
        marks &= marks - 1;
        byte mark = bytes[at];
        if (mark == delimiter) {
          fields.end[field] = at;
          field = nextField(field, at + 1);
        } else if (mark == '\n') {
          return endRow(field, at);
        } else if (at == fields.start[field]) {
          int after = quotedField(field, at);
          if (after < 0) {
            return MORE;
          }
          if (after < limit && bytes[after] == delimiter) {
            field = nextField(field, after + 1);
            next = after + 1;
          } else if (quotedRowEnds(after)) {
            return finish(field, after, lineEndAfter(after));
          } else {
            next = after;
          }
          break;
        }
      }
      i = next;
    }
  }

  private void begin() {
    if (quotedFields > 0) {
      Arrays.fill(fields.kind, 0, quotedFields, Fields.PLAIN);
      quotedFields = 0;
    }
    problem = "";
    seen = 0;
    extraFields = 0;
  }

  private int nextField(int field, int start) {
    int next = field + 1;
    if (next == fields.start.length) {
      if (next == Fields.MAX_COUNT) {
        extraFields++;
        next = field;
      } else {
        fields.grow();
      }
    }
    fields.start[next] = start;
    return next;
  }

  /// Finds the end of the quoted field that opens at `open`.
  ///
  /// @return the index after its closing quote, or -1 when it is not in memory yet
  private int quotedField(int field, int open) {
    byte[] bytes = window.bytes;
    int limit = window.limit;
    byte kind = Fields.QUOTED;
    int from = open + 1;
    quotedFields = Math.max(quotedFields, field + 1);
    while (true) {
      int at = nextQuote(bytes, from, limit);
      boolean last = at + 1 == limit || (at + 2 == limit && bytes[at + 1] == '\r');
      if ((at < 0 || last) && !window.complete()) {
        return -1;
      }
      if (at >= 0 && at + 1 < limit && bytes[at + 1] == quote) {
        kind = Fields.DOUBLED;
        from = at + 2;
        continue;
      }
      fields.start[field] = open + 1;
      fields.end[field] = at < 0 ? limit : at;
      fields.kind[field] = kind;
      return at < 0 ? unclosed(open) : at + 1;
    }
  }

  /// As [Swar#indexOf], noting whether there is anything but ASCII on the way.
  private int nextQuote(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i += Long.BYTES) {
      long word = Swar.load(bytes, i);
      seen |= word;
      long found = Swar.matches(Swar.differs(word, quotes));
      if (found != 0) {
        int at = i + Swar.firstMatch(found);
        return at < limit ? at : -1;
      }
    }
    return -1;
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

  private int atEnd(int field, int limit) {
    if (limit == rowStart) {
      return END;
    }
    fields.end[field] = limit;
    return finish(field, limit, limit);
  }

  private int endRow(int field, int lineFeed) {
    int end = lineFeed;
    if (end > rowStart && window.bytes[end - 1] == '\r' && end > fields.start[field]) {
      end--;
    }
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

  /// Moves behind the next line end that ends a row.
  ///
  /// @return the state in which the row, or the stream, ended
  private CsvState skip(CsvState from) throws IOException {
    CsvState state = from;
    long giveUpByte = giveUpByte();
    do {
      while (window.position < window.limit) {
        byte b = window.bytes[window.position++];
        if (b == '\n' && state != CsvState.QUOTED) {
          return state;
        }
        state = state.after(b, delimiter, quote);
      }
    } while (window.offset(window.position) < giveUpByte && window.fill());
    return state;
  }
}
