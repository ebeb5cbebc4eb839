package dev.batchwright.local.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a date has to be for a cron expression to fire on it.
sealed interface DayRule {
  /// Whether this date is one.
  boolean fits(LocalDate date);

  /// Reads the field day-of-month: besides numbers `L`, the last day, and `15W`, the weekday
  /// nearest to the 15th in the same month.
  static List<DayRule> ofMonth(String text) {
    List<DayRule> rules = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      Matcher near = Forms.NEAR.matcher(item);
      if (item.equalsIgnoreCase("L")) {
        rules.add(new LastOfMonth());
      } else if (near.matches()) {
        rules.add(new NearestWeekday(CronField.DAYS_OF_MONTH.value(near.group(1))));
      } else {
        rules.add(new OfMonth(CronField.DAYS_OF_MONTH.parse(item)));
      }
    }
    return List.copyOf(rules);
  }

  /// Reads the field day-of-week: besides weekdays `L`, Saturday, `5L`, the month's last Thursday,
  /// and `3#2`, its second Tuesday.
  static List<DayRule> ofWeek(String text) {
    List<DayRule> rules = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      Matcher last = Forms.LAST.matcher(item);
      Matcher nth = Forms.NTH.matcher(item);
      if (item.toUpperCase(Locale.ROOT).equals("L")) {
        rules.add(new OfWeek(CronField.DAYS_OF_WEEK.parse("SAT")));
      } else if (last.matches()) {
        rules.add(new LastWeekday(CronField.DAYS_OF_WEEK.value(last.group(1))));
      } else if (nth.matches()) {
        rules.add(
            new NthWeekday(
                CronField.DAYS_OF_WEEK.value(nth.group(1)), Integer.parseInt(nth.group(2))));
      } else {
        rules.add(new OfWeek(CronField.DAYS_OF_WEEK.parse(item)));
      }
    }
    return List.copyOf(rules);
  }

  /// 1, Sunday, to 7, Saturday.
  private static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7 + 1;
  }

  /// One of these days of the month.
  record OfMonth(BitSet days) implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return days.get(date.getDayOfMonth());
    }
  }

  /// The last day of the month.
  record LastOfMonth() implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return date.getDayOfMonth() == date.lengthOfMonth();
    }
  }

  /// The weekday, Monday to Friday, nearest to a day that the month has, in the same month.
  record NearestWeekday(int day) implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return day <= date.lengthOfMonth() && date.equals(nearest(date.withDayOfMonth(day)));
    }

    private static LocalDate nearest(LocalDate day) {
      if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
        return day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
      }
      if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        return day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
      }
      return day;
    }
  }

  /// One of these weekdays.
  record OfWeek(BitSet days) implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return days.get(weekday(date));
    }
  }

  /// The month's last such weekday.
  record LastWeekday(int day) implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return weekday(date) == day && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }
  }

  /// The month's nth such weekday.
  record NthWeekday(int day, int number) implements DayRule {
    @Override
    public boolean fits(LocalDate date) {
      return weekday(date) == day && (date.getDayOfMonth() + 6) / 7 == number;
    }
  }

  /// The forms that stand for days.
  final class Forms {
    private static final Pattern NEAR = Pattern.compile("([0-9]{1,2})[Ww]");
    private static final Pattern LAST = Pattern.compile("([1-7]|[A-Za-z]{3})[Ll]");
    private static final Pattern NTH = Pattern.compile("([1-7]|[A-Za-z]{3})#([1-5])");

    private Forms() {}
  }
}
