package dev.batchwright.local.scheduler;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One field of a cron expression: its range and names. A field is a list of `*`, `a`, `a-b`, and
/// of these with `/step`.
enum CronField {
  MINUTES("minutes", 0, 59, List.of()),
  HOURS("hours", 0, 23, List.of()),
  DAYS_OF_MONTH("day-of-month", 1, 31, List.of()),
  MONTHS(
      "month",
      1,
      12,
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
  DAYS_OF_WEEK("day-of-week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
  YEARS("year", CronFields.FIRST_YEAR, CronFields.LAST_YEAR, List.of());

  private static final Pattern ITEM =
      Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/([0-9]{1,4}))?");

  private final String title;
  private final int low;
  private final int high;
  private final List<String> names;

  CronField(String title, int low, int high, List<String> names) {
    this.title = title;
    this.low = low;
    this.high = high;
    this.names = names;
  }

  /// The values that a field allows.
  BitSet parse(String text) {
    BitSet values = new BitSet();
    for (String item : text.split(",", -1)) {
      add(item, values);
    }
    return values;
  }

  /// One value, a number or a name.
  int value(String text) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return low + named;
    }
    if (!text.matches("[0-9]{1,4}")) {
      throw refused(text);
    }
    int value = Integer.parseInt(text);
    if (value < low || value > high) {
      throw refused(text);
    }
    return value;
  }

  IllegalArgumentException refused(String item) {
    String named = names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast();
    return new IllegalArgumentException(
        "cron field " + title + " '" + item + "': expected " + low + " to " + high + named);
  }

  private void add(String item, BitSet values) {
    Matcher parts = ITEM.matcher(item);
    if (!parts.matches()) {
      throw refused(item);
    }
    boolean stepped = parts.group(4) != null;
    int step = stepped ? Integer.parseInt(parts.group(4)) : 1;
    int from = parts.group(1) == null ? value(parts.group(2)) : low;
    int to;
    if (parts.group(3) != null) {
      to = value(parts.group(3));
    } else {
      to = parts.group(1) != null || stepped ? high : from;
    }
    if (step < 1 || to < from) {
      throw refused(item);
    }
    for (int value = from; value <= to; value += step) {
      values.set(value);
    }
  }
}
