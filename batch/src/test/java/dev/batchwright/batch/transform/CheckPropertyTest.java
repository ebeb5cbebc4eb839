package dev.batchwright.batch.transform;

import static dev.batchwright.job.Checks.between;
import static dev.batchwright.job.Checks.hasType;
import static dev.batchwright.job.Checks.holds;
import static dev.batchwright.job.Checks.missingAtMost;
import static dev.batchwright.job.Checks.oneOf;
import static dev.batchwright.job.Checks.rowsBetween;
import static dev.batchwright.job.Checks.unique;
import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Expressions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.job.Aggregates;
import dev.batchwright.job.Check;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Order;
import dev.batchwright.job.Type;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checks of random data, cut at random, against the same questions asked of the output in one go.
final class CheckPropertyTest {

  private static final int SEEDS = 150;

  private enum Shape {
    ROWS,
    SORTED,
    GROUPED,
    GROUPED_BY_THE_KEY
  }

  private static final Check[] CHECKS = {
    hasType("n", Type.INTEGER),
    hasType("n", Type.DECIMAL),
    hasType("d", Type.DATE).exceptPercent(20),
    between("n", -3, 4).exceptPercent(30),
    between("d", LocalDate.parse("2013-01-01"), LocalDate.parse("2013-06-30")),
    oneOf("k", "a", "b", "c,d"),
    missingAtMost(10, "n"),
    holds("n is not 3", integer("n").isNot(3)),
    unique("k"),
    unique("k", "n"),
    unique("k", "n", "d"),
    rowsBetween(5, 30)
  };

  private static Job job(Shape shape) {
    Flow read = Flow.read(Csv.withHeader());
    Flow flow =
        switch (shape) {
          case ROWS -> read;
          case SORTED -> read.sortBy(Order.asc("d"));
          case GROUPED -> read.groupBy("k", "n", "d").aggregate(Aggregates.count());
          case GROUPED_BY_THE_KEY ->
              read.groupBy("k")
                  .aggregate(Aggregates.count().as("n"), Aggregates.max(text("d")).as("d"));
        };
    return _ -> flow.expect(CHECKS);
  }

  private static String csv(SplittableRandom random, int rows) {
    String[] keys = {"a", "b", "\"c,d\"", "e", "\"\"", "x".repeat(90), "x".repeat(90) + "y"};
    String[] numbers = {"1", "2", "3", "-7", "1.5", "01", "", "many", "1e2"};
    String[] days = {"2013-01-01", "2013-07-01", "2013-02-30", "soon", ""};
    return random
        .ints(rows, 0, 2)
        .mapToObj(skew ->
            keys[random.nextInt(skew == 0 ? 3 : keys.length)]
                + ","
                + numbers[random.nextInt(skew == 0 ? 4 : numbers.length)]
                + ","
                + days[random.nextInt(skew == 0 ? 2 : days.length)]
                + "\n")
        .collect(Collectors.joining("", "k,n,d\n", ""));
  }

  @ParameterizedTest
  @EnumSource
  void checksSayWhatIsTrueHoweverTheInputIsCut(Shape shape) {
    int failed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JobTester tester = JobTester.of(job(shape));
      for (int objects = random.nextInt(1, 4); objects > 0; objects--) {
        tester.input(csv(random, random.nextInt(0, 12)));
      }
      TestRun run = tester.chunkBytes(random.nextInt(1, 200)).run();
      assertThat(run.checks()).hasSize(CHECKS.length);
      List<Map<String, String>> rows = run.rows();
      for (int i = 0; i < CHECKS.length; i++) {
        CheckResult result = run.checks().get(i);
        assertThat(verdict(result))
            .as("seed %d, %s of%n%s", seed, result, run.output())
            .isEqualTo(expected(CHECKS[i], i, rows));
        failed += result.passed() ? 0 : 1;
      }
    }
    assertThat(failed).isBetween(SEEDS / 2, SEEDS * CHECKS.length - SEEDS / 2);
  }

  /// A result without what only its message is about.
  private static String verdict(CheckResult result) {
    return result.passed()
        + " "
        + result.found().replaceFirst(" \\(.*", "")
        + ", "
        + result.examples().size();
  }

  private static String expected(Check check, int number, List<Map<String, String>> rows) {
    return switch (check) {
      case Check.Values it -> {
        long failing = rows.stream().filter(test(number).negate()).count();
        yield "%s not so in %d of %d rows, %d"
            .formatted(
                100 * failing <= it.percent() * rows.size(),
                failing,
                rows.size(),
                Math.min(10, failing));
      }
      case Check.Unique it -> uniqueness(it, rows);
      case Check.Rows _ -> "%s %d, 0".formatted(rows.size() >= 5 && rows.size() <= 30, rows.size());
      case Check.RowsOfLastRun _ -> throw new IllegalStateException();
    };
  }

  private static String uniqueness(Check.Unique check, List<Map<String, String>> rows) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (Map<String, String> row : rows) {
      if (row.keySet().containsAll(check.columns())) {
        counts.merge(check.columns().stream().map(row::get).toList(), 1, Integer::sum);
      }
    }
    List<Integer> doubled = counts.values().stream().filter(it -> it > 1).toList();
    int sum = doubled.stream().mapToInt(it -> it).sum();
    return doubled.isEmpty()
        ? "true each once in %d rows, 0".formatted(rows.size())
        : "false %d %s more than once, in %d of %d rows, %d"
            .formatted(
                doubled.size(),
                doubled.size() == 1 ? "is there" : "are there",
                sum,
                rows.size(),
                Math.min(10, doubled.size()));
  }

  private static Predicate<Map<String, String>> test(int number) {
    return switch (number) {
      case 0 ->
          row -> number(row).map(it -> it.filter(n -> n.scale() <= 0).isPresent()).orElse(true);
      case 1 -> row -> number(row).map(Optional::isPresent).orElse(true);
      case 2 -> row -> day(row).map(Optional::isPresent).orElse(true);
      case 3 ->
          row ->
              number(row)
                  .map(it -> it.filter(n -> n.intValue() >= -3 && n.intValue() <= 4).isPresent())
                  .orElse(true);
      case 4 ->
          row ->
              day(row).map(it -> it.filter(d -> d.getMonthValue() <= 6).isPresent()).orElse(true);
      case 5 -> row -> row.get("k") == null || List.of("a", "b", "c,d").contains(row.get("k"));
      case 6 -> row -> row.containsKey("n");
      case 7 ->
          row ->
              number(row)
                  .map(it -> it.filter(n -> n.scale() <= 0 && n.intValueExact() != 3).isPresent())
                  .orElse(true);
      default -> throw new IllegalStateException();
    };
  }

  /// Empty where the value is missing; of an empty one where it is no number.
  private static Optional<Optional<BigDecimal>> number(Map<String, String> row) {
    return Optional.ofNullable(row.get("n"))
        .map(text -> text.equals("many") ? Optional.empty() : Optional.of(new BigDecimal(text)));
  }

  private static Optional<Optional<LocalDate>> day(Map<String, String> row) {
    return Optional.ofNullable(row.get("d")).map(CheckPropertyTest::day);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
