package dev.batchwright.local.s3;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/// Keys that are hard on names, encodings and order, from a seed.
final class RandomKeys {

  /// Characters on both sides of the slash in the order, those that URLs and XML treat specially,
  /// two to four bytes of UTF-8, and both sides of the surrogates.
  private static final String[] CHARACTERS = {
    "a", "b", "A", "0", "-", ".", "!", " ", "+", "%", "&", "<", "\"", "'", "=", "?", "#", "~", "\\",
    ":", "*", "ü", "漢", "\uFFFD", "\uE000", "🎉", "%2F", "..."
  };

  private RandomKeys() {}

  static String text(Random random, int maxCharacters) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(maxCharacters); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /// A key of up to four segments out of few, so that prefixes, directories and objects meet; some
  /// have empty segments.
  static String key(Random random) {
    StringBuilder key = new StringBuilder(segment(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      key.append('/');
      if (random.nextInt(10) > 0) {
        key.append(segment(random));
      }
    }
    return key.toString();
  }

  private static String segment(Random random) {
    String segment = random.nextBoolean() ? "a" : text(random, 2);
    return segment.equals(".") || segment.equals("..") ? "dots" : segment;
  }

  static SortedSet<String> keys(Random random, int count) {
    SortedSet<String> keys = new TreeSet<>(KeyOrder.INSTANCE);
    while (keys.size() < count) {
      keys.add(key(random));
    }
    return keys;
  }
}
