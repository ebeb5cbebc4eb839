package dev.batchwright.batch.formats;

/// Guesses whether bytes from the middle of a CSV object start inside a quoted field, after Ge et
/// al., Speculative Distributed CSV Data Parsing for Big Data Analytics, SIGMOD 2019.
///
/// A run of an odd number of quotes opens or closes a field. With a delimiter or line feed before
/// it and text behind it, it can only open one; with text before it and a delimiter or line end
/// behind it, it probably closes one. The first run that tells decides, and the quotes before it
/// say how that carries to the start. A wrong guess costs a second reading of the chunk, never a
/// wrong row: neighbours are compared when all chunks are read.
final class QuoteGuess {

  /// Far enough to meet a telling quote in all but strange data.
  static final int LOOKAHEAD_BYTES = 64 << 10;

  private QuoteGuess() {}

  /// Whether the bytes in the window start inside a quoted field; false where nothing tells.
  static boolean startsInside(ByteWindow window, byte delimiter, byte quote) {
    byte[] bytes = window.bytes;
    int limit = Math.min(window.limit, window.position + LOOKAHEAD_BYTES);
    boolean flipped = false;
    for (int i = window.position; i < limit; i++) {
      if (bytes[i] != quote) {
        continue;
      }
      int first = i;
      while (i < limit && bytes[i] == quote) {
        i++;
      }
      if (first == window.position || i >= limit || (i - first) % 2 == 0) {
        flipped ^= (i - first) % 2 != 0;
        continue;
      }
      boolean borderBefore = isBorder(bytes[first - 1], delimiter);
      boolean borderAfter = isBorder(bytes[i], delimiter);
      if (borderBefore && !borderAfter) {
        return flipped;
      }
      if (!borderBefore && borderAfter) {
        return !flipped;
      }
      flipped ^= borderBefore;
    }
    return false;
  }

  private static boolean isBorder(byte b, byte delimiter) {
    return b == delimiter || b == '\n' || b == '\r';
  }
}
