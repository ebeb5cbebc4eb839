package dev.batchwright.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.local.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The clock stands at 2026-01-01T00:00Z until a test moves it.
class SchedulerTest {
  private final MutableClock clock = new MutableClock();
  private final List<Firing> fired = new ArrayList<>();
  private final Scheduler scheduler = new Scheduler(clock, fired::add);

  @Test
  void firesOnceWhenDueWithTheTimeThatItWasDueAt() {
    scheduler.add(schedule("nightly", "cron(0 2 * * ? *)", "", "", Duration.ofDays(1)));
    assertThat(scheduler.next()).containsEntry("nightly", Instant.parse("2026-01-01T02:00:00Z"));
    assertThat(scheduler.fireDue()).isZero();
    clock.advance(Duration.ofHours(2).plusSeconds(40));
    assertThat(scheduler.fireDue()).isOne();
    assertThat(scheduler.fireDue()).isZero();
    assertThat(fired.getFirst().scheduledTime()).isEqualTo("2026-01-01T02:00:00Z");
    assertThat(fired.getFirst().input())
        .matches(
            "\\{\"at\":\"2026-01-01T02:00:00Z\",\"of\":\"arn:nightly\",\"id\":\"[0-9a-f]{16}\","
                + "\"try\":1}");
    assertThat(scheduler.next()).containsEntry("nightly", Instant.parse("2026-01-02T02:00:00Z"));
  }

  @Test
  void whatWasSleptOverFiresInOrderUnlessItIsTooOld() {
    scheduler.add(schedule("hourly", "rate(1 hour)", "", "", Duration.ofHours(2)));
    scheduler.add(schedule("half", "cron(30 * * * ? *)", "", "", Duration.ofDays(1)));
    clock.advance(Duration.ofHours(4));
    assertThat(scheduler.fireDue()).isEqualTo(7);
    assertThat(fired)
        .extracting(f -> f.schedule().name() + " " + f.scheduledTime().toString().substring(11, 16))
        .containsExactly(
            "half 00:30",
            "half 01:30",
            "hourly 02:00",
            "half 02:30",
            "hourly 03:00",
            "half 03:30",
            "hourly 04:00");
  }

  @Test
  void firesFromTheStartOnAndNotAtTheEnd() {
    scheduler.add(
        schedule(
            "bounded",
            "cron(0 * * * ? *)",
            "2026-01-01T03:00:00Z",
            "2026-01-01T05:00:00Z",
            Duration.ofDays(1)));
    clock.advance(Duration.ofHours(9));
    assertThat(scheduler.fireDue()).isEqualTo(2);
    assertThat(fired)
        .extracting(Firing::scheduledTime)
        .containsExactly(
            Instant.parse("2026-01-01T03:00:00Z"), Instant.parse("2026-01-01T04:00:00Z"));
    assertThat(scheduler.next()).isEmpty();
  }

  private Schedule schedule(
      String name, String expression, String start, String end, Duration maximumAge) {
    return new Schedule(
        name,
        "arn:" + name,
        ScheduleExpression.parse(expression, ZoneOffset.UTC, Instant.EPOCH),
        Optional.of(start).filter(s -> !s.isEmpty()).map(Instant::parse),
        Optional.of(end).filter(s -> !s.isEmpty()).map(Instant::parse),
        "arn:target",
        "{\"at\":\"<aws.scheduler.scheduled-time>\",\"of\":\"<aws.scheduler.schedule-arn>\","
            + "\"id\":\"<aws.scheduler.execution-id>\",\"try\":<aws.scheduler.attempt-number>}",
        maximumAge);
  }
}
