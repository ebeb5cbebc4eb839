package dev.batchwright.batch.formats;

import dev.batchwright.batch.model.BadInputException;

/// Checks that bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above
/// U+10FFFF.
public final class Utf8 {

  private Utf8() {}

  /// The index of the first byte that is not UTF-8 in `[from, to)`, or -1 where all of it is.
  public static int firstBad(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + Long.BYTES <= to && (Swar.load(bytes, i) & Swar.HIGH_BITS) == 0) {
        i += Long.BYTES;
        continue;
      }
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int length = sequenceLength(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  /// Length of the sequence at `i`, which is not ASCII; 0 where it is none.
  private static int sequenceLength(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || i + length > to) {
      return 0;
    }
    for (int k = 1; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[i + 1] & 0xFF;
    boolean bad =
        switch (lead) {
          case 0xE0 -> second < 0xA0;
          case 0xED -> second > 0x9F;
          case 0xF0 -> second < 0x90;
          case 0xF4 -> second > 0x8F;
          default -> false;
        };
    return bad ? 0 : length;
  }

  /// How many bytes of a UTF-8 byte order mark an object starts with: 3 or 0.
  ///
  /// @throws BadInputException when it starts with the mark of another encoding
  static int byteOrderMark(byte[] bytes, int length, String place) {
    int first = length > 0 ? bytes[0] & 0xFF : -1;
    int second = length > 1 ? bytes[1] & 0xFF : -1;
    if (first == 0xEF && second == 0xBB && length > 2 && (bytes[2] & 0xFF) == 0xBF) {
      return 3;
    }
    boolean utf16 = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    boolean utf32 =
        length > 3 && first == 0 && second == 0 && bytes[2] == (byte) 0xFE && bytes[3] == (byte) -1;
    if (utf16 || utf32) {
      throw new BadInputException(
          ("[%s byte 0] starts with the byte order mark of %s; expected UTF-8;"
                  + " convert it before the run")
              .formatted(place, utf32 ? "UTF-32" : "UTF-16 or UTF-32"));
    }
    return 0;
  }
}
