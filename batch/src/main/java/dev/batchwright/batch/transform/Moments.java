package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/// Dates and timestamps as numbers.
final class Moments {

  /// What a text that is no date, or no timestamp, reads as.
  static final long NONE = Long.MIN_VALUE;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int DATE_LENGTH = 10;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .appendPattern("[XXX][X]")
          .toFormatter()
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);

  private Moments() {}

  /// Days since 1970-01-01 of `YYYY-MM-DD`, or [#NONE].
  static long parseDate(byte[] bytes, int start, int end) {
    if (end - start != DATE_LENGTH || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      return NONE;
    }
    int year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    int month = twoDigits(bytes, start + 5);
    int day = twoDigits(bytes, start + 8);
    if ((twoDigits(bytes, start) | twoDigits(bytes, start + 2)) < 0 || month < 1 || month > 12) {
      return NONE;
    }
    boolean leapDay =
        month == 2 && day == 29 && (year % 4 == 0 && year % 100 != 0 || year % 400 == 0);
    if (day < 1 || (day > DAYS[month - 1] && !leapDay)) {
      return NONE;
    }
    return epochDay(year, month, day);
  }

  private static int twoDigits(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Integer.MIN_VALUE : tens * 10 + ones;
  }

  /// After Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: years that start in March,
  /// so that the leap day is the last one.
  private static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /// Microseconds since 1970-01-01T00:00Z, or [#NONE].
  static long parseTimestamp(byte[] bytes, int start, int end) {
    if (end - start > 40) {
      return NONE;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    try {
      TemporalAccessor parsed =
          TIMESTAMP.parseBest(text, java.time.OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : Instant.from(parsed);
      return micros(instant);
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long dayOf(long micros) {
    return Math.floorDiv(micros, MICROS_PER_DAY);
  }

  static void putDate(long epochDay, ByteBuilder out) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    int year = date.getYear();
    if (year < 0 || year > 9999) {
      out.put(date.toString());
      return;
    }
    putTwo(year / 100, out);
    putTwo(year % 100, out);
    out.put('-');
    putTwo(date.getMonthValue(), out);
    out.put('-');
    putTwo(date.getDayOfMonth(), out);
  }

  private static void putTwo(int value, ByteBuilder out) {
    out.put('0' + value / 10);
    out.put('0' + value % 10);
  }

  static void putTimestamp(long micros, ByteBuilder out) {
    putDate(dayOf(micros), out);
    long rest = Math.floorMod(micros, MICROS_PER_DAY);
    long seconds = rest / 1_000_000;
    out.put('T');
    putTwo((int) (seconds / 3600), out);
    out.put(':');
    putTwo((int) (seconds / 60 % 60), out);
    out.put(':');
    putTwo((int) (seconds % 60), out);
    int fraction = (int) (rest % 1_000_000);
    if (fraction != 0) {
      out.put('.');
      for (int power = 100_000; power >= 1 && fraction != 0; power /= 10) {
        out.put('0' + fraction / power);
        fraction %= power;
      }
    }
    out.put('Z');
  }
}
