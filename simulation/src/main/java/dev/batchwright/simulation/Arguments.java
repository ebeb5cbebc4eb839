package dev.batchwright.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What the command line was given.
///
/// @param replayed the one seed whose story is wanted
/// @param from the first seed of many
/// @param seeds how many
/// @param until when to stop in any case
/// @param threads worlds side by side
/// @param page where a page about the runs is written
record Arguments(
    OptionalLong replayed,
    long from,
    long seeds,
    Optional<Instant> until,
    int threads,
    Optional<Path> page) {

  static final String USAGE =
      """
      simulation/run --seed S                 replays a run and tells its story
      simulation/run [--from S] [--seeds N]   runs N seeds from S on (from 1, a thousand)
      simulation/run --for 8h [--from S]      runs seeds for so long (s, m, h), from the time's own
                     [--threads T]            worlds side by side (one a processor)\
      """;

  Arguments {
    Objects.requireNonNull(replayed, "replayed");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(page, "page");
  }

  /// @throws IllegalArgumentException that says which argument is wrong
  static Arguments parse(String... arguments) {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    OptionalLong replayed = OptionalLong.empty();
    OptionalLong from = OptionalLong.empty();
    OptionalLong seeds = OptionalLong.empty();
    Optional<Instant> until = Optional.empty();
    Optional<Path> page = Optional.empty();
    int threads = Runtime.getRuntime().availableProcessors();
    while (!left.isEmpty()) {
      String option = left.remove();
      String value = left.isEmpty() ? "" : left.remove();
      switch (option) {
        case "--seed" -> replayed = OptionalLong.of(number(option, value));
        case "--from" -> from = OptionalLong.of(number(option, value));
        case "--seeds" -> seeds = OptionalLong.of(number(option, value));
        case "--threads" -> threads = Math.toIntExact(number(option, value));
        case "--for" -> until = Optional.of(Instant.now().plus(duration(value)));
        case "--report" -> page = Optional.of(Path.of(value));
        default -> throw new IllegalArgumentException("unknown option '" + option + "'");
      }
    }
    long first = until.isPresent() ? from.orElse(Instant.now().toEpochMilli()) : from.orElse(1);
    long count = until.isPresent() ? seeds.orElse(Long.MAX_VALUE - first) : seeds.orElse(1_000);
    return new Arguments(replayed, first, count, until, threads, page);
  }

  private static long number(String option, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " is '" + value + "', expected a number", e);
    }
  }

  private static Duration duration(String value) {
    try {
      return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--for is '" + value + "', expected a duration as in 90s, 10m, 8h", e);
    }
  }
}
