package dev.batchwright.batch.transform;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.max;
import static dev.batchwright.job.Aggregates.min;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.decimal;
import static dev.batchwright.job.Expressions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Aggregates are those of a naive implementation with objects for everything, in any chunks and
/// within any memory.
class AggregatePropertyTest {

  private static final Job JOB =
      _ ->
          Flow.read(Csv.withHeader().missing("NA", ""))
              .groupBy("g")
              .aggregate(
                  count(),
                  count("n"),
                  sum("n"),
                  sum(decimal("n").times(decimal("n"))).as("squares"),
                  avg("n"),
                  min("n"),
                  max("n"),
                  max(text("t")));

  private record Values(List<BigDecimal> numbers, List<String> texts, int[] rows) {}

  private static String number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "NA";
      case 1 -> "";
      case 2 -> new BigInteger(120, random).toString();
      case 3 ->
          "-" + new BigDecimal(new BigInteger(64, random), random.nextInt(30)).toPlainString();
      case 4 -> Long.toString(Long.MAX_VALUE);
      case 5 -> Long.toString(Long.MIN_VALUE);
      default ->
          BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(4)).toPlainString();
    };
  }

  private static String expected(Map<String, Values> groups) {
    StringBuilder out =
        new StringBuilder("g,count,count_n,sum_n,squares,avg_n,min_n,max_n,max_t\n");
    groups.forEach((group, values) -> {
      List<BigDecimal> numbers = values.numbers;
      BigDecimal total = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal squares =
          numbers.stream().map(it -> it.multiply(it)).reduce(BigDecimal.ZERO, BigDecimal::add);
      out.append(group).append(',').append(values.rows[0]).append(',').append(numbers.size());
      if (numbers.isEmpty()) {
        out.append(",NA,NA,NA,NA,NA");
      } else {
        BigDecimal average =
            total.divide(
                BigDecimal.valueOf(numbers.size()), total.scale() + 6, RoundingMode.HALF_UP);
        for (BigDecimal each :
            List.of(total, squares, average, extreme(numbers, -1), extreme(numbers, 1))) {
          out.append(',').append(each.toPlainString());
        }
      }
      out.append(',').append(values.texts.stream().max(String::compareTo).orElse("NA"));
      out.append('\n');
    });
    return out.toString();
  }

  /// Among equal numbers the one with fewer digits counts as smaller.
  private static BigDecimal extreme(List<BigDecimal> numbers, int sign) {
    return numbers.stream()
        .max((a, b) -> {
          int order = a.compareTo(b);
          return sign * (order != 0 ? order : Integer.compare(a.scale(), b.scale()));
        })
        .orElseThrow();
  }

  @Test
  void equalsTheNaiveOne() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("t,n,g\n");
      Map<String, Values> groups = new TreeMap<>();
      for (int i = random.nextInt(60); i >= 0; i--) {
        String group = "g" + random.nextInt(5);
        String number = number(random);
        String word = random.nextInt(3) == 0 ? "NA" : "w" + random.nextInt(100);
        Values values =
            groups.computeIfAbsent(
                group, _ -> new Values(new ArrayList<>(), new ArrayList<>(), new int[1]));
        values.rows[0]++;
        if (!number.equals("NA") && !number.isEmpty()) {
          values.numbers.add(new BigDecimal(number));
        }
        if (!word.equals("NA")) {
          values.texts.add(word);
        }
        text.append(word).append(',').append(number).append(',').append(group).append('\n');
      }
      TestRun run =
          JobTester.of(JOB).input(text.toString()).chunkBytes(random.nextInt(300) + 1).run();
      assertThat(run.output()).as("seed %d", seed).isEqualTo(expected(groups));
    }
  }

  @Test
  void handsGroupsOnWhenMemoryIsUsedUp() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("t,n,g\n");
    Map<String, Long> sums = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      String group = "group %05d".formatted(random.nextInt(4_000));
      int number = random.nextInt(1_000);
      sums.merge(group, (long) number, Long::sum);
      text.append("x,").append(number).append(',').append(group).append('\n');
    }
    StringBuilder expected = new StringBuilder("g,sum_n\n");
    sums.forEach((group, sum) -> expected.append(group).append(',').append(sum).append('\n'));
    Job job = _ -> Flow.read(Csv.withHeader()).groupBy("g").aggregate(sum("n"));

    TestRun run =
        JobTester.of(job).input(text.toString()).limits(new WorkerLimits(1 << 16, 1 << 20)).run();

    assertThat(run.output()).isEqualTo(expected.toString());
  }
}
