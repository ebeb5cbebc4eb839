package dev.batchwright.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 2 * * ? *)            | 2026-11-24T02:00 | 2026-11-25T02:00, 2026-11-26T02:00",
        "cron(0/15 8-9 * * ? *)       | 2026-11-24T08:40 | 2026-11-24T08:45, 2026-11-24T09:00",
        "cron(5,35 14 * * ? *)        | 2026-11-24T14:05 | 2026-11-24T14:35, 2026-11-25T14:05",
        "cron(0 18 ? * MON-FRI *)     | 2026-11-27T18:00 | 2026-11-30T18:00, 2026-12-01T18:00",
        "cron(0 0 ? * 1 *)            | 2026-11-24T00:00 | 2026-11-29T00:00, 2026-12-06T00:00",
        "cron(0 8 L * ? *)            | 2028-01-31T09:00 | 2028-02-29T08:00, 2028-03-31T08:00",
        "cron(0 8 1W * ? *)           | 2026-07-02T00:00 | 2026-08-03T08:00, 2026-09-01T08:00",
        "cron(0 8 31W * ? *)          | 2026-01-31T00:00 | 2026-03-31T08:00, 2026-05-29T08:00",
        "cron(0 8 15W * ? *)          | 2026-08-01T00:00 | 2026-08-14T08:00, 2026-09-15T08:00",
        "cron(0 10 ? * 6L 2026-2027)  | 2026-11-24T00:00 | 2026-11-27T10:00, 2026-12-25T10:00",
        "cron(0 10 ? * FRIL *)        | 2026-11-24T00:00 | 2026-11-27T10:00, 2026-12-25T10:00",
        "cron(0 10 ? * L *)           | 2026-11-24T00:00 | 2026-11-28T10:00, 2026-12-05T10:00",
        "cron(0 10 ? * 3#5 *)         | 2026-10-01T00:00 | 2026-12-29T10:00, 2027-03-30T10:00",
        "cron(0 10 ? * tue#2 *)       | 2026-11-24T00:00 | 2026-12-08T10:00, 2027-01-12T10:00",
        "cron(0 0 1 JAN,jul/3 ? *)    | 2026-02-01T00:00 | 2026-07-01T00:00, 2026-10-01T00:00",
        "cron(0 0 29 2 ? *)           | 2026-11-24T00:00 | 2028-02-29T00:00, 2032-02-29T00:00",
        "cron(0 0 1 1 ? 2030/2)       | 2026-11-24T00:00 | 2030-01-01T00:00, 2032-01-01T00:00",
        "rate(90 minutes)             | 2026-01-01T01:30 | 2026-01-01T03:00, 2026-01-01T04:30",
        "rate(1 day)                  | 2025-12-01T00:00 | 2026-01-01T00:00, 2026-01-02T00:00",
      })
  void firesNext(String expression, LocalDateTime after, String expected) {
    ScheduleExpression read = ScheduleExpression.parse(expression, ZoneOffset.UTC, ORIGIN);
    List<String> times = new ArrayList<>();
    Instant at = after.toInstant(ZoneOffset.UTC);
    for (int i = 0; i < 2; i++) {
      at = read.nextAfter(at).orElseThrow();
      times.add(LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString());
    }
    assertThat(String.join(", ", times)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Clocks go from 02:00 to 03:00 on 29 March 2026: the time of that day does not exist.
        "cron(30 2 * * ? *) | Europe/Vienna    | 2026-03-28T01:30:00Z | 2026-03-30T00:30:00Z",
        "cron(0 * * * ? *)  | Europe/Vienna    | 2026-03-29T00:00:00Z | 2026-03-29T01:00:00Z",
        // From 03:00 back to 02:00 on 25 October: the first of the two.
        "cron(30 2 * * ? *) | Europe/Vienna    | 2026-10-24T22:00:00Z | 2026-10-25T00:30:00Z",
        "cron(30 2 * * ? *) | Europe/Vienna    | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z",
        "cron(30 2 * * ? *) | Europe/Vienna    | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z",
        "cron(0 * * * ? *)  | Europe/Vienna    | 2026-10-25T00:00:00Z | 2026-10-25T02:00:00Z",
        // Midnight itself is skipped here, and half an hour is.
        "cron(0 0 * * ? *)  | Africa/Cairo     | 2026-04-22T22:00:00Z | 2026-04-24T21:00:00Z",
        "cron(15 2 * * ? *) | Australia/Lord_Howe | 2026-10-02T16:00:00Z | 2026-10-04T15:15:00Z",
        "at(2026-03-29T03:30:00) | Europe/Vienna | 2026-01-01T00:00:00Z | 2026-03-29T01:30:00Z",
      })
  void clocksThatChangeSkipOnceAndDoubleNever(
      String expression, ZoneId zone, Instant after, Instant expected) {
    assertThat(ScheduleExpression.parse(expression, zone, ORIGIN).nextAfter(after))
        .contains(expected);
  }

  @Test
  void whatWillNotFireAgainHasNoNext() {
    assertThat(next("at(2026-03-29T02:30:00)", "Europe/Vienna", "2026-01-01T00:00:00Z")).isEmpty();
    assertThat(next("at(2026-03-01T02:30:00)", "UTC", "2026-03-01T02:30:00Z")).isEmpty();
    assertThat(next("cron(0 0 1 1 ? 2026)", "UTC", "2026-01-01T00:00:00Z")).isEmpty();
    assertThat(next("cron(0 0 31 2 ? *)", "UTC", "2026-01-01T00:00:00Z")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 2 * * ? *",
        "cron(0 2 * * ?)",
        "cron(0 2 * * * *)",
        "cron(0 2 ? * ? *)",
        "cron(60 2 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 2 0 * ? *)",
        "cron(0 2 32W * ? *)",
        "cron(0 2 * 13 ? *)",
        "cron(0 2 ? * 8 *)",
        "cron(0 2 ? * 3#6 *)",
        "cron(0 2 ? * XYZ *)",
        "cron(0 2 * * ? 1969)",
        "cron(9-5 2 * * ? *)",
        "cron(0/0 2 * * ? *)",
        "cron(, 2 * * ? *)",
        "cron(99999999999 2 * * ? *)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "rate(5)",
        "at(2026-02-30T00:00:00)",
        "at(2026-02-03)"
      })
  void whatIsNoExpressionIsRefused(String expression) {
    assertThatThrownBy(() -> ScheduleExpression.parse(expression, ZoneOffset.UTC, ORIGIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  private static Optional<Instant> next(String expression, String zone, String after) {
    return ScheduleExpression.parse(expression, ZoneId.of(zone), ORIGIN)
        .nextAfter(Instant.parse(after));
  }
}
