package dev.batchwright.batch.formats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow at their end. The array is shared with those who read it, so that rows are
/// written without copies.
public final class ByteBuilder {

  private byte[] bytes;
  private int length;

  /// With room for so many bytes at first.
  public ByteBuilder(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /// The array that holds the bytes, in `[0, length())`; another one after each growth.
  public byte[] array() {
    return bytes;
  }

  /// How many bytes there are.
  public int length() {
    return length;
  }

  /// Forgets all bytes from `newLength` on.
  public void truncate(int newLength) {
    length = newLength;
  }

  /// Takes the bytes up to `newLength`, which were written to [#array()] after [#reserve].
  public void extend(int newLength) {
    length = newLength;
  }

  /// Makes room for so many more bytes.
  public void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, length + (length >> 1) + 16));
    }
  }

  /// Adds one byte.
  public void put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /// Adds `from[start, end)`.
  public void put(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /// Adds all of `from`.
  public void put(byte[] from) {
    put(from, 0, from.length);
  }

  /// Adds a text as UTF-8.
  public void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds eight bytes, the highest first.
  public void putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /// Adds four bytes, the highest first.
  public void putInt(int value) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /// Adds a number in one to ten bytes: seven bits a byte, the lowest first, so that small ones are
  /// short; negative ones as the odd numbers.
  public void putVarLong(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      put((int) (zigzag & 0x7F | 0x80));
      zigzag >>>= 7;
    }
    put((int) zigzag);
  }

  /// Adds a whole number in decimal digits.
  public void putDecimal(long value) {
    if (value == Long.MIN_VALUE) {
      put(Long.toString(value));
      return;
    }
    reserve(20);
    long rest = Math.abs(value);
    if (value < 0) {
      bytes[length++] = '-';
    }
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
