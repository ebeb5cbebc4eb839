package dev.batchwright.batch.transform;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.date;
import static dev.batchwright.job.Expressions.decimal;
import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Expressions.one;
import static dev.batchwright.job.Expressions.test;
import static dev.batchwright.job.Expressions.text;
import static dev.batchwright.job.Expressions.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Condition;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Format;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that are taken block by block come out as those that are taken one by one: the same rows,
/// refused for the same reasons, in the same order. Taken one by one they are where a condition in
/// the job's own code comes first, which no block can have.
class BlocksTest {

  private static final List<String> NUMBERS =
      List.of("1", "12.5", "-3.25", "", "NA", "1e3", "0.001", "+7", "x", "123456789.25", ".", "-");
  private static final List<String> DATES =
      List.of("2026-01-31", "1999-12-31", "2024-02-29", "2023-02-29", "", "NA", "26-1-1", "é");
  private static final List<String> TEXTS =
      List.of("A", "B", "", "NA", "longer than eight bytes", "é€😀", "a b", "A", "A", "\u0000");

  private static final Condition NEW =
      date("d").atMost(LocalDate.of(2025, 1, 1)).and(text("t").is("B").not());
  private static final Condition SOME =
      text("t").in("A", "B", "a b").or(decimal("n").above(integer("m")));

  private static Job counted(Format format, UnaryOperator<Flow> first) {
    var net = decimal("n").times(one().minus(decimal("m")));
    return _ ->
        first
            .apply(Flow.read(format))
            .where(NEW)
            .groupBy("t", "u")
            .aggregate(
                count(),
                count("m"),
                sum("n"),
                sum(net).as("net"),
                sum(net.plus(one())).as("more"),
                avg("m"))
            .write(JsonLines.lines());
  }

  private static Job filtered(Format format, UnaryOperator<Flow> first) {
    return _ -> first.apply(Flow.read(format)).where(SOME).where(NEW).write(JsonLines.lines());
  }

  /// The job's own code looks at columns that nobody has asked for before, between those that were.
  private static Job late(Format format, UnaryOperator<Flow> first) {
    return _ ->
        first
            .apply(Flow.read(format))
            .where(NEW)
            .select(
                text("t").as("t"),
                textOf(row -> row.find("u") + "|" + row.find("x") + row.find("n")).as("own"))
            .write(JsonLines.lines());
  }

  private static Flow byOwnCode(Flow flow) {
    return flow.where(test(_ -> true));
  }

  /// @param ugly how many rows in a hundred have something about them
  private static String csv(Random random, int ugly) {
    StringBuilder out = new StringBuilder("t,n,u,m,d,x\n");
    for (int i = random.nextInt(3_000); i > 0; i--) {
      boolean plain = random.nextInt(100) >= ugly;
      String end = random.nextInt(20) == 0 ? "\r\n" : "\n";
      if (plain) {
        out.append("AB".charAt(random.nextInt(2))).append(',');
        out.append(random.nextInt(100_000)).append('.').append(random.nextInt(10, 100));
        out.append(",u,").append(random.nextInt(9)).append(",2024-05-17,\"a, \"\"b\"\"\nc\"");
      } else {
        for (List<String> values : List.of(TEXTS, NUMBERS, TEXTS, NUMBERS, DATES, TEXTS)) {
          out.append(field(random, values.get(random.nextInt(values.size()))));
        }
        out.setLength(out.length() - random.nextInt(20) / 19 - 1);
      }
      out.append(random.nextInt(200) == 0 ? "\n" : end);
    }
    return out.toString();
  }

  private static String field(Random random, String value) {
    return switch (random.nextInt(12)) {
      case 0 -> "\"" + value + "\",";
      case 1 -> "\"" + value + "\"\"\",";
      case 2 -> random.nextInt(10) == 0 ? "\"" + value + "\"x," : value + ",";
      case 3 -> random.nextInt(10) == 0 ? value + "\"," : value + ",";
      default -> value + ",";
    };
  }

  private static String json(Random random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(1_500); i > 0; i--) {
      String number = random.nextInt(5) == 0 ? "\"12.5\"" : "" + random.nextInt(100) / 4.0;
      String text =
          random.nextInt(9) == 0 ? "null" : random.nextInt(9) == 0 ? "\"\\u0041\"" : "\"A\"";
      out.append(
          "{\"t\":%s,\"n\":%s,\"u\":\"u\",\"d\":\"2024-01-0%d\""
              .formatted(text, number, random.nextInt(10)));
      out.append(random.nextInt(9) == 0 ? "" : ",\"m\":" + random.nextInt(5)).append("}\n");
    }
    return out.toString();
  }

  private static void compare(String what, Job blocks, Job rows, String key, String text) {
    for (long chunkBytes : List.of(1L << 30, 10_000L)) {
      TestRun some = JobTester.of(blocks).input(key, text).chunkBytes(chunkBytes).run();
      TestRun all = JobTester.of(rows).input(key, text).chunkBytes(chunkBytes).run();
      assertThat(some.counts()).as(what).isEqualTo(all.counts());
      assertThat(some.refusals()).as(what).isEqualTo(all.refusals());
      assertThat(some.output()).as(what).isEqualTo(all.output());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 20, 100})
  void csvIsTakenAlike(int ugly) {
    Csv format = Csv.withHeader().missing("NA", "");
    for (int seed = 0; seed < 40; seed++) {
      String text = csv(new Random(seed), ugly);
      Csv read = seed % 2 == 0 ? format : Csv.withHeader();
      String what = "seed " + seed;
      compare(
          what,
          counted(read, UnaryOperator.identity()),
          counted(read, BlocksTest::byOwnCode),
          "input.csv",
          text);
      compare(
          what,
          filtered(read, UnaryOperator.identity()),
          filtered(read, BlocksTest::byOwnCode),
          "input.csv",
          text);
      compare(
          what,
          late(read, UnaryOperator.identity()),
          late(read, BlocksTest::byOwnCode),
          "input.csv",
          text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void jsonLinesAreTakenAlike(int seed) {
    for (int i = 0; i < 10; i++) {
      compare(
          "seed %d, %d".formatted(seed, i),
          counted(JsonLines.lines(), UnaryOperator.identity()),
          counted(JsonLines.lines(), BlocksTest::byOwnCode),
          "input.jsonl",
          json(new Random(seed * 100 + i)));
    }
  }
}
