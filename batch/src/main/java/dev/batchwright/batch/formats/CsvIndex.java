package dev.batchwright.batch.formats;

import java.util.Arrays;

/// Where the delimiters and line feeds between fields lie in a stretch of a buffer: all of them, in
/// order. Found without a branch for a byte or a field, in two steps (after Langdale and Lemire,
/// Parsing Gigabytes of JSON per Second, 2019): loops over bytes that the compiler makes vector
/// instructions of mark what is there; then 64 marks at a time become bits, and bits positions.
///
/// Rows that are not as they should be end the index before them; [CsvReader] reads them one by one
/// and says what is wrong.
final class CsvIndex {

  /// Bytes that are marked at once: with their marks they stay in a core's first level cache.
  static final int SPAN_BYTES = 1 << 12;

  private static final int STEP = Long.SIZE;

  /// Positions that are written for each step, whether there are as many or not: that costs less
  /// than finding out.
  private static final int EAGER = 10;

  private static final int MAX_POSITIONS = 1 << 15;

  /// Positions of delimiters and line feeds in the buffer.
  final int[] positions = new int[MAX_POSITIONS];

  /// Of each row, the index in [#positions] of its line feed.
  final int[] lastOfRow;

  /// How many rows there are.
  int rows;

  /// Whether there are quotes.
  boolean quoted;

  private final byte[] span = new byte[SPAN_BYTES];
  private final byte[] delimiterMarks = new byte[SPAN_BYTES];
  private final byte[] lineFeedMarks = new byte[SPAN_BYTES];
  private final byte[] quoteMarks = new byte[SPAN_BYTES];
  private byte delimiter;
  private byte quote;
  private long seen;
  private int start;
  private int count;
  private int end;

  /// All bits where the step starts between quotes.
  private long inside;

  /// Bit 0: whether the byte before the step ends a field, or closes a quote.
  private long afterEnd;

  /// Bit 0: whether the byte before the step closes a quote.
  private long afterClosing;

  /// @param maxRows after so many rows no more are asked for
  CsvIndex(int maxRows) {
    lastOfRow = new int[maxRows + SPAN_BYTES];
  }

  /// Starts anew, at the start of a row.
  void begin(int position, byte newDelimiter, byte newQuote) {
    delimiter = newDelimiter;
    quote = newQuote;
    rows = 0;
    seen = 0;
    quoted = false;
    count = 0;
    start = position;
    end = position;
    inside = 0;
    afterEnd = 1;
    afterClosing = 0;
  }

  /// Goes on behind what was indexed.
  ///
  /// @param limit of what the buffer holds
  /// @return false where nothing is left, there is no more room, or something is wrong
  boolean more(byte[] bytes, int limit) {
    int length = Math.min(SPAN_BYTES, limit - end);
    if (length <= 0 || count + length > MAX_POSITIONS - STEP) {
      return false;
    }
    System.arraycopy(bytes, end, span, 0, length);
    Arrays.fill(span, length, SPAN_BYTES, (byte) 0);
    mark(span, delimiterMarks, delimiter);
    mark(span, lineFeedMarks, '\n');
    mark(span, quoteMarks, quote);
    for (int at = 0; at < length; at += STEP) {
      if (!step(at, bytes, limit)) {
        return false;
      }
    }
    end += length;
    return true;
  }

  /// How many of the first rows, at most [RowBlock#MAX_ROWS], are of a length and have as many
  /// fields as expected, and start before an end.
  ///
  /// @param endIndex in the buffer
  int asTheyShouldBe(int fieldsOfRow, int mostBytes, long endIndex) {
    int indexed = Math.min(rows, RowBlock.MAX_ROWS);
    int rowStart = start;
    int row = 0;
    while (row < indexed && rowStart < endIndex) {
      int last = lastOfRow[row];
      int lineFeed = positions[last];
      if (last != (row + 1) * fieldsOfRow - 1 || lineFeed - rowStart > mostBytes) {
        break;
      }
      rowStart = lineFeed + 1;
      row++;
    }
    return row;
  }

  /// Where the first rows end that are [#asTheyShouldBe].
  int endOf(int firstRows, int fieldsOfRow) {
    return firstRows == 0 ? start : positions[firstRows * fieldsOfRow - 1] + 1;
  }

  /// Whether all bytes that were looked at are ASCII.
  boolean isAscii() {
    return (seen & Swar.HIGH_BITS) == 0;
  }

  /// A mark is 0x80 where the byte is there, else 0, by [Swar#differs]. In this form, of one index
  /// and without a shift, the loop becomes vector instructions.
  private static void mark(byte[] bytes, byte[] marks, int value) {
    for (int i = 0; i < SPAN_BYTES; i++) {
      int x = bytes[i] ^ value;
      marks[i] = (byte) (((x & 0x7F) + 0x7F | x) & 0x80 ^ 0x80);
    }
  }

  private boolean step(int at, byte[] bytes, int limit) {
    long all = 0;
    long delimiters = 0;
    long lineFeeds = 0;
    long quotes = 0;
    for (int i = 0; i < STEP; i += Long.BYTES) {
      all |= Swar.load(span, at + i);
      delimiters |= Swar.bits(Swar.load(delimiterMarks, at + i)) << i;
      lineFeeds |= Swar.bits(Swar.load(lineFeedMarks, at + i)) << i;
      quotes |= Swar.bits(Swar.load(quoteMarks, at + i)) << i;
    }
    seen |= all;
    long within = 0;
    if ((quotes | inside) != 0) {
      within = Swar.betweenOdd(quotes) ^ inside;
      quoted = true;
    }
    long ends = (delimiters | lineFeeds) & ~within;
    long closings = quotes & ~within;
    long mayOpen = (ends | closings) << 1 | afterEnd;
    long mustEnd = closings << 1 | afterClosing;
    long wrong = quotes & within & ~mayOpen | mustEnd & ~(ends | quotes);
    if (wrong != 0 && !areCarriageReturns(wrong, bytes, end + at, limit)) {
      return false;
    }
    inside = within >> Long.SIZE - 1;
    afterEnd = (ends | closings) >>> Long.SIZE - 1;
    afterClosing = closings >>> Long.SIZE - 1;
    addRows(ends, lineFeeds & ~within);
    addPositions(ends, end + at);
    return true;
  }

  /// Whether only line ends of two bytes follow closing quotes.
  private static boolean areCarriageReturns(long wrong, byte[] bytes, int base, int limit) {
    for (long rest = wrong; rest != 0; rest &= rest - 1) {
      int at = base + Long.numberOfTrailingZeros(rest);
      if (at + 1 < limit && (bytes[at] != '\r' || bytes[at + 1] != '\n')) {
        return false;
      }
    }
    return true;
  }

  private void addRows(long ends, long lineFeeds) {
    for (long rest = lineFeeds; rest != 0; rest &= rest - 1) {
      long before = (rest & -rest) - 1;
      lastOfRow[rows++] = count + Long.bitCount(ends & before);
    }
  }

  private void addPositions(long ends, int base) {
    long rest = ends;
    int next = count;
    for (int i = 0; i < EAGER; i++) {
      positions[next++] = base + Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
    }
    while (rest != 0) {
      positions[next++] = base + Long.numberOfTrailingZeros(rest);
      rest &= rest - 1;
    }
    count += Long.bitCount(ends);
  }
}
