package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Values as bytes that sort, as unsigned bytes, in the order of the values, one part after
/// another.
///
/// A part starts with [#PRESENT] or [#MISSING], so missing values come last. Descending parts have
/// all bytes after that one inverted.
///
/// - Text: its UTF-8 with each 0x00 as 0x00 0xFF, ended by 0x00 0x01. No text is a prefix of
///   another's bytes, so parts cannot run into each other.
/// - Numbers: sign; then, for `0.d1d2d3... * 10^e` with d1 not 0, `e` in two bytes and the digits
///   in pairs, each as 1 to 100, ended by 0; all inverted below zero. Equal numbers give equal
///   bytes, however they were written: `1`, `1.0`, `1e0`.
/// - Dates and timestamps: eight bytes with the sign bit flipped. Truths: 0 or 1.
final class SortKeys {

  static final int PRESENT = 1;
  static final int MISSING = 2;
  static final int ZERO = 0x80;
  static final int POSITIVE = 0xC0;
  static final int NEGATIVE = 0x40;
  static final int EXPONENT_BIAS = 1 << 15;

  private SortKeys() {}

  /// Adds one part of a key.
  static void putPart(Evaluator value, boolean descending, ByteBuilder out) {
    if (value.missing) {
      out.put(MISSING);
      return;
    }
    out.put(PRESENT);
    int from = out.length();
    value.writeKey(out);
    if (descending) {
      invert(out, from);
    }
  }

  private static void invert(ByteBuilder out, int from) {
    byte[] bytes = out.array();
    for (int i = from; i < out.length(); i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }

  static void putText(byte[] bytes, int start, int end, ByteBuilder out) {
    out.reserve(2 * (end - start) + 2);
    byte[] target = out.array();
    int at = out.length();
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      target[at++] = b;
      if (b == 0) {
        target[at++] = (byte) 0xFF;
      }
    }
    target[at++] = 0;
    target[at++] = 1;
    out.extend(at);
  }

  static void putNumber(long unscaled, int scale, ByteBuilder out) {
    if (unscaled == Long.MIN_VALUE) {
      putNumber(BigDecimal.valueOf(unscaled, scale), out);
      return;
    }
    if (unscaled == 0) {
      out.put(ZERO);
      return;
    }
    long magnitude = Math.abs(unscaled);
    int digits = 1;
    while (digits <= Decimals.LONG_DIGITS && magnitude >= Decimals.power(digits)) {
      digits++;
    }
    out.put(unscaled > 0 ? POSITIVE : NEGATIVE);
    int from = out.length();
    putExponent(digits - scale, out);
    int left = digits;
    long rest = magnitude;
    while (rest != 0) {
      long unit = left >= 2 ? Decimals.power(left - 2) : 1;
      long pair = left >= 2 ? rest / unit : rest * 10;
      out.put((int) pair + 1);
      rest = left >= 2 ? rest % unit : 0;
      left -= 2;
    }
    out.put(0);
    if (unscaled < 0) {
      invert(out, from);
    }
  }

  static void putNumber(BigDecimal value, ByteBuilder out) {
    if (value.signum() == 0) {
      out.put(ZERO);
      return;
    }
    out.put(value.signum() > 0 ? POSITIVE : NEGATIVE);
    int from = out.length();
    String digits = value.unscaledValue().abs().toString();
    putExponent(digits.length() - value.scale(), out);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    for (int i = 0; i < end; i += 2) {
      int ones = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
      out.put((digits.charAt(i) - '0') * 10 + ones + 1);
    }
    out.put(0);
    if (value.signum() < 0) {
      invert(out, from);
    }
  }

  private static void putExponent(int exponent, ByteBuilder out) {
    int biased = exponent + EXPONENT_BIAS;
    out.put(biased >>> 8);
    out.put(biased);
  }

  /// Reads a number's bytes.
  static BigDecimal number(KeyCursor in) {
    int sign = in.next();
    if (sign == ZERO) {
      return BigDecimal.ZERO;
    }
    int mask = sign == NEGATIVE ? 0xFF : 0;
    int exponent = ((in.next() ^ mask) << 8 | in.next() ^ mask) - EXPONENT_BIAS;
    ByteBuilder digits = new ByteBuilder(24);
    for (int pair = in.next() ^ mask; pair != 0; pair = in.next() ^ mask) {
      digits.put('0' + (pair - 1) / 10);
      digits.put('0' + (pair - 1) % 10);
    }
    String text = new String(digits.array(), 0, digits.length(), StandardCharsets.US_ASCII);
    BigDecimal value = new BigDecimal(new BigInteger(text), digits.length() - exponent);
    BigDecimal plain = value.stripTrailingZeros();
    BigDecimal whole = plain.scale() < 0 ? plain.setScale(0) : plain;
    return sign == NEGATIVE ? whole.negate() : whole;
  }
}
