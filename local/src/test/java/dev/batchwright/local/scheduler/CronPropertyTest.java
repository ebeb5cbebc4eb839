package dev.batchwright.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random expressions against looking at every minute of some months, one after the other.
class CronPropertyTest {
  private static final int EXPRESSIONS = 25;
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private record Days(String ofMonth, String ofWeek, Predicate<LocalDate> fits) {}

  private record Values(String text, Set<Integer> allowed) {}

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Vienna", "Africa/Cairo", "Australia/Lord_Howe"})
  void firesAtEveryMinuteThatFitsAndAtNoOther(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    Random random = new Random(zoneName.hashCode());
    for (int i = 0; i < EXPRESSIONS; i++) {
      Instant from = LocalDate.of(2026, 1 + random.nextInt(10), 1).atStartOfDay(zone).toInstant();
      Instant to = from.plusSeconds(62 * 86_400L);
      Values minutes = values(random, 0, 59);
      Values hours = values(random, 0, 23);
      Values months = values(random, 1, 12);
      Days days = days(random);
      String text =
          "cron(%s %s %s %s %s *)"
              .formatted(
                  minutes.text(), hours.text(), days.ofMonth(), months.text(), days.ofWeek());
      Set<LocalDateTime> seen = new HashSet<>();
      List<Instant> expected = new ArrayList<>();
      for (Instant at = from.plusSeconds(60); !at.isAfter(to); at = at.plusSeconds(60)) {
        ZonedDateTime wall = at.atZone(zone);
        if (minutes.allowed().contains(wall.getMinute())
            && hours.allowed().contains(wall.getHour())
            && months.allowed().contains(wall.getMonthValue())
            && days.fits().test(wall.toLocalDate())
            && seen.add(wall.toLocalDateTime())) {
          expected.add(at);
        }
      }
      assertThat(firings(ScheduleExpression.parse(text, zone, from), from, to))
          .as("%s in %s from %s", text, zone, from)
          .isEqualTo(expected);
    }
  }

  private static List<Instant> firings(ScheduleExpression read, Instant from, Instant to) {
    List<Instant> firings = new ArrayList<>();
    Instant at = read.nextAfter(from).orElse(Instant.MAX);
    while (!at.isAfter(to)) {
      firings.add(at);
      at = read.nextAfter(at).orElse(Instant.MAX);
    }
    return firings;
  }

  private static Values values(Random random, int low, int high) {
    int a = low + random.nextInt(high - low + 1);
    int b = a + random.nextInt(high - a + 1);
    int step = 1 + random.nextInt(high);
    return switch (random.nextInt(5)) {
      case 0 -> new Values("*", steps(low, high, 1));
      case 1 -> new Values("*/" + step, steps(low, high, step));
      case 2 -> new Values(a + "/" + step, steps(a, high, step));
      case 3 -> new Values(a + "-" + b, steps(a, b, 1));
      default -> {
        Set<Integer> some = new TreeSet<>(Set.of(a));
        some.add(b);
        some.add(low);
        yield new Values(some.stream().map(String::valueOf).collect(Collectors.joining(",")), some);
      }
    };
  }

  private static Set<Integer> steps(int from, int to, int step) {
    return IntStream.rangeClosed(from, to)
        .filter(v -> (v - from) % step == 0)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static Days days(Random random) {
    int day = 1 + random.nextInt(31);
    int weekday = random.nextInt(7);
    int number = 1 + random.nextInt(5);
    String name = WEEKDAYS.get(weekday);
    return switch (random.nextInt(7)) {
      case 0 -> new Days("L", "?", d -> d.equals(YearMonth.from(d).atEndOfMonth()));
      case 1 -> new Days(day + "W", "?", d -> d.equals(nearestWeekday(YearMonth.from(d), day)));
      case 2 ->
          new Days("?", name + "#" + number, d -> d.equals(nth(sameWeekdays(d, name), number)));
      case 3 -> new Days("?", (weekday + 1) + "L", d -> d.equals(last(sameWeekdays(d, name))));
      case 4 -> new Days("?", name, d -> name(d).equals(name));
      case 5 -> new Days("*", "?", _ -> true);
      default -> new Days(day + ",3", "?", d -> d.getDayOfMonth() == day || d.getDayOfMonth() == 3);
    };
  }

  private static String name(LocalDate date) {
    return date.getDayOfWeek().name().substring(0, 3);
  }

  private static List<LocalDate> sameWeekdays(LocalDate date, String name) {
    YearMonth month = YearMonth.from(date);
    return month
        .atDay(1)
        .datesUntil(month.plusMonths(1).atDay(1))
        .filter(d -> name(d).equals(name))
        .toList();
  }

  private static LocalDate nth(List<LocalDate> dates, int number) {
    return number <= dates.size() ? dates.get(number - 1) : LocalDate.MAX;
  }

  private static LocalDate last(List<LocalDate> dates) {
    return dates.getLast();
  }

  /// The closest of all weekdays of the month; there are no ties within a week's end.
  private static LocalDate nearestWeekday(YearMonth month, int day) {
    if (!month.isValidDay(day)) {
      return LocalDate.MAX;
    }
    LocalDate best = LocalDate.MAX;
    for (int d = month.lengthOfMonth(); d >= 1; d--) {
      LocalDate date = month.atDay(d);
      boolean weekday = !name(date).equals("SAT") && !name(date).equals("SUN");
      boolean closer =
          best.equals(LocalDate.MAX) || Math.abs(d - day) < Math.abs(best.getDayOfMonth() - day);
      if (weekday && closer) {
        best = date;
      }
    }
    return best;
  }
}
