package dev.batchwright.local.scheduler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a schedule fires: `cron(...)`, `rate(...)` or `at(...)`, as EventBridge Scheduler reads it.
///
/// A wall time that does not exist, since clocks go forward over it, is skipped; one that exists
/// twice is taken once. The service says so much and not which of the two: here it is the first.
public sealed interface ScheduleExpression {
  /// The first firing after this instant; empty where there is none any more.
  Optional<Instant> nextAfter(Instant after);

  /// Reads an expression.
  ///
  /// @param zone where the wall times of `cron` and `at` are
  /// @param origin when the first firing of a `rate` is: the schedule's StartDate
  /// @throws IllegalArgumentException saying which part is wrong and what is expected
  static ScheduleExpression parse(String text, ZoneId zone, Instant origin) {
    Matcher form = Forms.CALL.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "': expected cron(0 2 * * ? *), rate(15 minutes) or at(2026-11-24T02:00:00)");
    }
    String inner = form.group(2).strip();
    return switch (form.group(1)) {
      case "cron" -> new Cron(CronFields.parse(inner), zone);
      case "rate" -> new Rate(Forms.period(inner), origin);
      default -> new At(Forms.wallTime(inner), zone);
    };
  }

  /// Wall times by six fields.
  ///
  /// @param fields minutes, hours, days, months and years
  /// @param zone where they are
  record Cron(CronFields fields, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> nextAfter(Instant after) {
      Optional<LocalDateTime> wall = fields.atOrAfter(LocalDateTime.ofInstant(after, zone));
      while (wall.isPresent()) {
        Optional<Instant> instant = Forms.instant(wall.get(), zone);
        if (instant.isPresent() && instant.get().isAfter(after)) {
          return instant;
        }
        wall = fields.atOrAfter(wall.get().plusMinutes(1));
      }
      return Optional.empty();
    }
  }

  /// Every so often, counted on the clock of the world: a day is 24 hours.
  ///
  /// @param period at least a minute
  /// @param origin the first firing
  record Rate(Duration period, Instant origin) implements ScheduleExpression {
    @Override
    public Optional<Instant> nextAfter(Instant after) {
      if (after.isBefore(origin)) {
        return Optional.of(origin);
      }
      long passed = Duration.between(origin, after).dividedBy(period);
      return Optional.of(origin.plus(period.multipliedBy(passed + 1)));
    }
  }

  /// Once.
  ///
  /// @param wall the wall time
  /// @param zone where it is
  record At(LocalDateTime wall, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> nextAfter(Instant after) {
      return Forms.instant(wall, zone).filter(i -> i.isAfter(after));
    }
  }

  /// The forms that expressions are written in.
  final class Forms {
    private static final Pattern CALL = Pattern.compile("(cron|rate|at)\\((.*)\\)");
    private static final Pattern PERIOD =
        Pattern.compile("([1-9][0-9]{0,8})\\s+(minute|hour|day)(s?)");
    private static final DateTimeFormatter WALL_TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withResolverStyle(ResolverStyle.STRICT);

    private Forms() {}

    private static Duration period(String text) {
      Matcher period = PERIOD.matcher(text);
      if (!period.matches()) {
        throw new IllegalArgumentException(
            "rate(" + text + "): expected a whole number and minutes, hours or days");
      }
      long count = Long.parseLong(period.group(1));
      return switch (period.group(2)) {
        case "minute" -> Duration.ofMinutes(count);
        case "hour" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }

    private static LocalDateTime wallTime(String text) {
      try {
        return LocalDateTime.parse(text, WALL_TIME);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "at(" + text + "): expected a date and time such as at(2026-11-24T02:00:00)", e);
      }
    }

    private static Optional<Instant> instant(LocalDateTime wall, ZoneId zone) {
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
      return offsets.isEmpty() ? Optional.empty() : Optional.of(wall.toInstant(offsets.getFirst()));
    }
  }
}
