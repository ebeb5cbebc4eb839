package dev.batchwright.local.scheduler;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// The six fields of AWS's cron dialect: minutes, hours, day of month, month, day of week, year.
///
/// Exactly one of the two day fields is `?`. Weekdays count from 1, Sunday, to 7, Saturday.
///
/// @param minutes 0 to 59
/// @param hours 0 to 23
/// @param days what a date has to be; one of them is enough
/// @param months 1 to 12
/// @param years 1970 to 2199, the service's limits
record CronFields(BitSet minutes, BitSet hours, List<DayRule> days, BitSet months, BitSet years) {
  private static final int FIELDS = 6;
  static final int FIRST_YEAR = 1970;
  static final int LAST_YEAR = 2199;

  /// Reads what stands between the parentheses of `cron(...)`.
  ///
  /// @throws IllegalArgumentException naming the field
  static CronFields parse(String text) {
    String[] fields = text.split("\\s+");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "cron("
              + text
              + "): has "
              + fields.length
              + " fields; expected 6: minutes hours day-of-month month day-of-week year");
    }
    boolean ofMonth = !fields[2].equals("?");
    boolean ofWeek = !fields[4].equals("?");
    if (ofMonth == ofWeek) {
      throw new IllegalArgumentException(
          "cron("
              + text
              + "): expected ? in exactly one of day-of-month and day-of-week, as in"
              + " cron(0 2 * * ? *)");
    }
    return new CronFields(
        CronField.MINUTES.parse(fields[0]),
        CronField.HOURS.parse(fields[1]),
        ofMonth ? DayRule.ofMonth(fields[2]) : DayRule.ofWeek(fields[4]),
        CronField.MONTHS.parse(fields[3]),
        CronField.YEARS.parse(fields[5]));
  }

  /// The first wall time that fits, not before this one; seconds are none.
  Optional<LocalDateTime> atOrAfter(LocalDateTime from) {
    LocalDateTime start = from.withSecond(0).withNano(0);
    if (start.isBefore(from)) {
      start = start.plusMinutes(1);
    }
    int minuteOfDay = start.getHour() * 60 + start.getMinute();
    for (LocalDate date = start.toLocalDate(); date.getYear() <= LAST_YEAR; ) {
      if (date.getYear() < FIRST_YEAR || !years.get(date.getYear())) {
        date = LocalDate.of(date.getYear() + 1, 1, 1);
      } else if (!months.get(date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
      } else {
        Optional<LocalDateTime> found = onDate(date, minuteOfDay);
        if (found.isPresent()) {
          return found;
        }
        date = date.plusDays(1);
      }
      minuteOfDay = 0;
    }
    return Optional.empty();
  }

  private Optional<LocalDateTime> onDate(LocalDate date, int fromMinuteOfDay) {
    if (days.stream().noneMatch(d -> d.fits(date))) {
      return Optional.empty();
    }
    int fromHour = fromMinuteOfDay / 60;
    for (int hour = hours.nextSetBit(fromHour); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      int minute = minutes.nextSetBit(hour == fromHour ? fromMinuteOfDay % 60 : 0);
      if (minute >= 0) {
        return Optional.of(date.atTime(hour, minute));
      }
    }
    return Optional.empty();
  }
}
