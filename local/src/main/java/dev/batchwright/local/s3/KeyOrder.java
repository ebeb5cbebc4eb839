package dev.batchwright.local.s3;

import java.util.Comparator;

/// The order of S3 listings: keys as unsigned UTF-8 bytes.
///
/// That is the order of code points. Java's own string order differs from it where a surrogate (a
/// code point of U+10000 and above) meets U+E000 to U+FFFF, so those two ranges are swapped.
final class KeyOrder implements Comparator<String> {

  static final KeyOrder INSTANCE = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  private static int rank(char c) {
    if (c < Character.MIN_SURROGATE) {
      return c;
    }
    return Character.isSurrogate(c) ? c + 0x2000 : c - 0x800;
  }
}
