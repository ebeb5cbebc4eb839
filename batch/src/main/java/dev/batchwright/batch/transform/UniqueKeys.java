package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The keys of rows that have to be unique: the check's number in two bytes, then the columns'
/// texts as [SortKeys] writes them.
///
/// A key of up to [#WHOLE_BYTES] stands as it is, so that equal keys are equal rows. A longer one
/// is its first [#HEAD_BYTES] and the SHA-256 of all of it: two different ones that are taken for
/// equal would be a collision of SHA-256, of which none is known.
final class UniqueKeys {

  static final int WHOLE_BYTES = 64;
  static final int HEAD_BYTES = 40;

  /// More than [#WHOLE_BYTES], so that no whole key is like a shortened one.
  private static final int SHORTENED_BYTES = HEAD_BYTES + 32;

  private static final int CHECK_BYTES = 2;

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(() -> {
        try {
          return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException("every Java platform has SHA-256", e);
        }
      });

  private UniqueKeys() {}

  static void begin(int check, ByteBuilder key) {
    key.put(check >>> 8);
    key.put(check);
  }

  static void shorten(ByteBuilder key) {
    if (key.length() > WHOLE_BYTES) {
      MessageDigest digest = SHA_256.get();
      digest.update(key.array(), 0, key.length());
      key.truncate(HEAD_BYTES);
      key.put(digest.digest());
    }
  }

  static int check(byte[] key) {
    return (key[0] & 0xFF) << 8 | key[1] & 0xFF;
  }

  /// The columns' texts as messages show them.
  static String text(byte[] key) {
    boolean shortened = key.length == SHORTENED_BYTES;
    int end = shortened ? HEAD_BYTES : key.length;
    ByteBuilder text = new ByteBuilder(key.length);
    for (int i = CHECK_BYTES; i < end; i++) {
      if (key[i] != 0) {
        text.put(key[i]);
      } else if (i + 1 < end && key[++i] == 1) {
        text.put(i + 1 < end ? ", " : "");
      } else {
        text.put(0);
      }
    }
    return "'" + text + (shortened ? "...'" : "'");
  }
}
