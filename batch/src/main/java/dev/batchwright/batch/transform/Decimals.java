package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Exact decimal numbers as a `long` and a scale.
final class Decimals {

  /// Digits before or after the point beyond which a number is refused: a row must not be able to
  /// ask for gigabytes with `1e999999999`.
  static final int MAX_DIGITS = 1_000;

  /// Decimal digits that always fit into a `long`.
  static final int LONG_DIGITS = 18;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long POINTS = 0x2E2E2E2E2E2E2E2EL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /// 10 to the power of `exponent`, which is 0 to 18.
  static long power(int exponent) {
    return POWERS[exponent];
  }

  /// How many digits stand before the point.
  static long integerDigits(BigDecimal value) {
    return (long) value.precision() - value.scale();
  }

  /// Whether `value * 10^digits` fits into a `long`.
  static boolean canScale(long value, int digits) {
    if (digits == 0) {
      return true;
    }
    if (digits > LONG_DIGITS) {
      return value == 0;
    }
    long power = POWERS[digits];
    long high = Math.multiplyHigh(value, power);
    long low = value * power;
    return high == low >> 63;
  }

  /// `value * 10^digits`, which [#canScale].
  static long scaled(long value, int digits) {
    return value == 0 ? 0 : value * POWERS[digits];
  }

  /// Writes `unscaled / 10^scale` in plain notation.
  static void put(long unscaled, int scale, ByteBuilder out) {
    if (scale == 0) {
      out.putDecimal(unscaled);
      return;
    }
    if (scale > LONG_DIGITS || unscaled == Long.MIN_VALUE) {
      out.put(BigDecimal.valueOf(unscaled, scale).toPlainString());
      return;
    }
    if (unscaled < 0) {
      out.put('-');
    }
    long magnitude = Math.abs(unscaled);
    out.putDecimal(magnitude / POWERS[scale]);
    out.put('.');
    long fraction = magnitude % POWERS[scale];
    for (int i = scale - 1; i >= 0; i--) {
      out.put('0' + (int) (fraction / POWERS[i] % 10));
    }
  }

  /// Reads `[+-]digits[.digits][e[+-]digits]` into `target`.
  ///
  /// @return whether the bytes are a number
  static boolean parse(byte[] bytes, int start, int end, NumberEvaluator target) {
    long packed = parseShort(bytes, end, end - start);
    if (packed >= 0) {
      target.set(shortUnscaled(packed), shortScale(packed));
      return true;
    }
    int i = start;
    boolean negative = i < end && bytes[i] == '-';
    if (negative || (i < end && bytes[i] == '+')) {
      i++;
    }
    long value = 0;
    int point = -1;
    int first = i;
    if (end - i > LONG_DIGITS + 1 || i == end) {
      return parseLong(bytes, start, end, target);
    }
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return parseLong(bytes, start, end, target);
      }
    }
    int digits = end - first - (point < 0 ? 0 : 1);
    if (digits == 0 || digits > LONG_DIGITS) {
      return digits != 0 && parseLong(bytes, start, end, target);
    }
    target.set(negative ? -value : value, point < 0 ? 0 : end - point - 1);
    return true;
  }

  /// As [#parse], for one to eight digits and a point, all at once in a `long`: the point is taken
  /// out by moving what stands before it, then neighbours are joined to pairs, fours and eight
  /// digits (after Mula and Lemire, Number Parsing at a Gigabyte per Second, 2021).
  ///
  /// @return the number, for [#shortUnscaled] and [#shortScale]; below 0 where it is no such
  ///   number, and may be another one
  static long parseShort(byte[] bytes, int end, int length) {
    if (length < 1 || length > Long.BYTES || end < Long.BYTES) {
      return -1;
    }
    long text = -1L << (Long.BYTES - length << 3);
    long word = (long) LONGS.get(bytes, end - Long.BYTES) & text | ZEROS & ~text;
    long other = word ^ POINTS;
    long points = ~(((other & LOW_BITS) + LOW_BITS) | other) & ~LOW_BITS;
    int scale = 0;
    if (points != 0) {
      int shift = Long.numberOfTrailingZeros(points) & -Byte.SIZE;
      long before = (1L << shift) - 1;
      word = word & ~before & ~(0xFFL << shift) | (word & before) << Byte.SIZE | '0';
      scale = Long.BYTES - 1 - (shift >>> 3);
      if (length == 1) {
        return -1;
      }
    }
    long high = word & 0xF0F0F0F0F0F0F0F0L;
    long tooHigh = word + 0x0606060606060606L & 0xF0F0F0F0F0F0F0F0L;
    if (high != ZEROS || tooHigh != ZEROS) {
      return -1;
    }
    long digits = word - ZEROS;
    long pairs = digits * 10 + (digits >>> 8);
    long even = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
    long odd = (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L;
    return (even + odd >>> Integer.SIZE) << Byte.SIZE | scale;
  }

  static long shortUnscaled(long packed) {
    return packed >> Byte.SIZE;
  }

  static int shortScale(long packed) {
    return (int) packed & 0xFF;
  }

  /// As [#parse], for long numbers and those with an exponent.
  private static boolean parseLong(byte[] bytes, int start, int end, NumberEvaluator target) {
    if (start == end || end - start > 2 * MAX_DIGITS + 16) {
      return false;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return false;
    }
    if (integerDigits(value) > MAX_DIGITS || value.scale() > MAX_DIGITS) {
      return false;
    }
    target.set(value.signum() == 0 && value.scale() < 0 ? BigDecimal.ZERO : value);
    return true;
  }
}
