package dev.batchwright.batch.formats;

import java.io.IOException;

/// Where one stands in a CSV row after a byte: what a reader has to remember between two buffers. A
/// line feed ends the row in each state but [#QUOTED].
enum CsvState {
  /// At the first byte of a field.
  FIELD_START,
  /// In a field without quotes, or behind the closing quote of one.
  UNQUOTED,
  /// Between quotes.
  QUOTED,
  /// Behind a quote between quotes: the closing one, or the first of a doubled one.
  QUOTE_IN_QUOTED;

  /// The state after one more byte that does not end the row.
  CsvState after(byte b, byte delimiter, byte quote) {
    return switch (this) {
      case FIELD_START -> b == quote ? QUOTED : b == delimiter ? FIELD_START : UNQUOTED;
      case UNQUOTED -> b == delimiter ? FIELD_START : UNQUOTED;
      case QUOTED -> b == quote ? QUOTE_IN_QUOTED : QUOTED;
      case QUOTE_IN_QUOTED -> b == quote ? QUOTED : b == delimiter ? FIELD_START : UNQUOTED;
    };
  }

  /// Moves behind the next line end that ends a row, from a position in this state.
  ///
  /// @param giveUpByte no further than this
  /// @return the state in which the row, or the stream, ended
  CsvState skip(ByteWindow window, long giveUpByte, byte delimiter, byte quote) throws IOException {
    CsvState state = this;
    do {
      while (window.position < window.limit) {
        byte b = window.bytes[window.position++];
        if (b == '\n' && state != QUOTED) {
          return state;
        }
        state = state.after(b, delimiter, quote);
      }
    } while (window.offset(window.position) < giveUpByte && window.fill());
    return state;
  }
}
