package dev.batchwright.batch.transform;

import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.countDistinct;
import static dev.batchwright.job.Aggregates.quantile;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.column;
import static dev.batchwright.job.Expressions.concat;
import static dev.batchwright.job.Expressions.date;
import static dev.batchwright.job.Expressions.decimal;
import static dev.batchwright.job.Expressions.decimalOf;
import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Expressions.text;
import static dev.batchwright.job.Expressions.timestamp;
import static dev.batchwright.job.Expressions.value;
import static dev.batchwright.job.Expressions.when;
import static dev.batchwright.job.Order.asc;
import static dev.batchwright.job.Order.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.SideTable;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTest {

  private static Flow csv() {
    return Flow.read(Csv.withHeader().missing("NA", ""));
  }

  private static TestRun run(Flow flow, String input) {
    return JobTester.of(_ -> flow).input(input).run();
  }

  @Test
  void selectsDerivesAndDrops() {
    TestRun run =
        run(
            csv()
                .derive("c", decimal("a").plus(value(1)).dividedBy(value(3), 2))
                .derive("b", concat(text("b").upper(), value("!"), text("b").substring(1, 2)))
                .drop("x"),
            "a,x,b\n1.0,y,été\nNA,y,NA\n");
    assertThat(run.output()).isEqualTo("a,b,c\n1.0,ÉTÉ!té,0.67\nNA,NA,NA\n");
  }

  @Test
  void readsAllTypes() {
    TestRun run =
        run(
            csv()
                .select(
                    date("d").month().as("month"),
                    timestamp("t").as("t"),
                    timestamp("t").date().as("day"),
                    timestamp("t").hour().as("hour"),
                    integer("n").times(integer("n")).as("square"),
                    when(integer("n").above(5), value("large"), value("small")).as("size")),
            "d,t,n\n2013-02-28,2013-01-01T05:00:00.25+02:00,9223372036854775807\n");
    assertThat(run.output())
        .isEqualTo(
            "month,t,day,hour,square,size\n"
                + "2,2013-01-01T03:00:00.25Z,2013-01-01,3,85070591730234615847396907784232501249,large\n");
  }

  @Test
  void refusesWhatCannotBeReadAndLeavesNoTraceOfIt() {
    Flow flow = csv().groupBy("g").aggregate(sum("n"), sum("m"), count());
    TestRun run = run(flow, "g,n,m\na,1,1\nnew,5,x\na,NA,2\na,2013-02-30,1\n");
    assertThat(run.output()).isEqualTo("g,sum_n,sum_m,count\na,1,3,2\n");
    assertThat(run.counts()).isEqualTo(new RowCounts(4, 2, 0, 2));
    Refusal refusal = run.refusals().getFirst();
    assertThat(refusal.column()).isEqualTo("m");
    assertThat(refusal.reason()).contains("'x' is not a number");
    assertThat(refusal.startByte()).isEqualTo(12);
    assertThat(refusal.endByte()).isEqualTo(19);
    assertThat(refusal.rowInSegment()).isEqualTo(1);
    assertThat(refusal.text()).isEqualTo("new,5,x");
    assertThat(run.isWithinTolerance()).isFalse();
  }

  @Test
  void missingValuesAreTheJobsChoice() {
    String input = "g,n\na,1\na,NA\nNA,3\n";
    assertThat(run(csv().where(decimal("n").isMissing()), input).output()).isEqualTo("g,n\na,NA\n");
    assertThat(run(csv().where(decimal("n").above(0).not()), input).counts())
        .isEqualTo(new RowCounts(3, 0, 3, 0));
    assertThat(run(csv().require("n"), input).counts()).isEqualTo(new RowCounts(3, 2, 0, 1));
    assertThat(run(csv().select(decimal("n").required().as("n")), input).refusals().getFirst())
        .returns("n", Refusal::column);
    assertThat(
            run(csv().groupBy("g").aggregate(sum(decimal("n").orElse(10)).as("s")), input).output())
        .isEqualTo("g,s\na,11\nNA,3\n");
  }

  @Test
  void flatMapTakesARowWhollyOrNotAtAll() {
    Flow flow =
        csv()
            .flatMap(
                List.of("word", "n"),
                (row, out) -> {
                  for (String word : row.text("words").split(" ")) {
                    out.emit(word, row.integer("n"));
                  }
                })
            .where(text("word").isNot("skip"))
            .groupBy("word")
            .aggregate(sum(decimal("n").dividedBy(decimal("n"), 0)).as("s"));
    TestRun run = run(flow, "words,n\na b a,1\nb z,0\nskip,3\nNA,1\n");
    assertThat(run.output()).isEqualTo("word,s\na,2\nb,1\n");
    assertThat(run.counts()).isEqualTo(new RowCounts(4, 1, 1, 2));
    assertThat(run.refusals().getFirst().reason()).isEqualTo("division by zero");
  }

  @Test
  void usersCodeSeesRows() {
    Flow flow =
        csv()
            .where(row -> !row.isMissing("n") && row.integer("n") > 1)
            .select(
                column("n"), decimalOf(row -> row.decimal("n").multiply(BigDecimal.TEN)).as("ten"));
    assertThat(run(flow, "n\n1\n2\nNA\n").output()).isEqualTo("n,ten\n2,20\n");
    TestRun failed = run(csv().where(row -> row.text("n").charAt(9) == 'x'), "n\n1\n");
    assertThat(failed.refusals().getFirst().reason()).contains("the job's own code failed");
  }

  @Test
  void sortsByAnyNumberOfKeysAndKeepsTheOrderOfEqualOnes() {
    Flow flow = csv().sortBy(desc(decimal("n")), asc("t"));
    String input = "n,t,i\n1,b,1\n10,a,2\n1,a,3\nNA,a,4\n1.0,a,5\n-2,a,6\n";
    String sorted = "n,t,i\n10,a,2\n1,a,3\n1.0,a,5\n1,b,1\n-2,a,6\nNA,a,4\n";
    assertThat(run(flow, input).output()).isEqualTo(sorted);
    assertThat(JobTester.of(_ -> flow).input(input).chunkBytes(5).run().output()).isEqualTo(sorted);
  }

  @Test
  void oneGroupWithoutKeysEvenWithoutRows() {
    Flow flow = csv().groupBy().aggregate(count(), sum("n"));
    assertThat(run(flow, "n\n").output()).isEqualTo("count,sum_n\n0,NA\n");
    assertThat(JobTester.of(_ -> flow).input("n\n1\n2.50\n").chunkBytes(2).run().output())
        .isEqualTo("count,sum_n\n2,3.50\n");
  }

  @Test
  void goesOnWithGroups() {
    Flow flow =
        csv()
            .groupBy(text("g").as("group"))
            .aggregate(sum("n"), count())
            .where(decimal("count").above(1))
            .derive("mean", decimal("sum_n").dividedBy(integer("count"), 1))
            .drop("count");
    assertThat(run(flow, "g,n\nb,1\na,1\nb,2\n").output()).isEqualTo("group,sum_n,mean\nb,3,1.5\n");
    assertThat(run(csv().distinct("g"), "g\nb\na\nb\n").output()).isEqualTo("g\na\nb\n");
  }

  @Test
  void sketchesAreNearTheTruth() {
    StringBuilder input = new StringBuilder("n\n");
    for (int i = 0; i < 20_000; i++) {
      input.append(i * 7919 % 10_000).append('\n');
    }
    Flow flow = csv().groupBy().aggregate(countDistinct("n"), quantile("n", 0.5).rounded(0));
    var row =
        JobTester.of(_ -> flow).input(input.toString()).chunkBytes(9_000).run().rows().getFirst();
    assertThat(Double.parseDouble(row.get("distinct_n"))).isBetween(9_500.0, 10_500.0);
    assertThat(Double.parseDouble(row.get("p50_n"))).isBetween(4_900.0, 5_100.0);
  }

  @Test
  void looksUpInSideTables() {
    Job job =
        settings -> {
          SideTable airlines =
              SideTable.of(settings.uri("airlines"), Csv.withHeader()).keyedBy("carrier");
          return csv().derive("name", airlines.lookup("c", "name").orElse("unknown"));
        };
    JobTester tester = JobTester.of(job).set("airlines", "s3://b/a.csv").input("c\nUA\nNA\nXX\n");
    assertThat(tester.sideTable("s3://b/a.csv", "name,carrier\nUnited,UA\n").run().output())
        .isEqualTo("c,name\nUA,United\nNA,unknown\nXX,unknown\n");
    tester.sideTable("s3://b/a.csv", "name,carrier\nUnited,UA\nAgain,UA\n");
    assertThatThrownBy(tester::run)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("byte 23")
        .hasMessageContaining("carrier 'UA' is there a second time");
  }

  @Test
  void refusesFlowsThatMakeNoSense() {
    assertThatThrownBy(() -> run(csv().where(text("carier").is("UA")), "carrier\nUA\n"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("did you mean 'carrier'?");
    assertThatThrownBy(() -> run(csv().groupBy("a").aggregate(count()).sortBy(asc("a")), "a\n"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("second groupBy or sortBy");
    assertThatThrownBy(
            () -> run(csv().groupBy("a").aggregate(sum(decimal("a").plus(value(1)))), "a\n"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(".as(\"name\")");
    assertThatThrownBy(() -> run(csv().select("a").where(text("b").is("x")), "a,b\n"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("unknown column 'b'");
    assertThatThrownBy(() -> run(csv(), "a,a\n1,2\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("two columns named 'a'");
    assertThatThrownBy(() -> run(csv(), "\ufeff").output())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void objectsMayHaveTheirColumnsInAnotherOrder() {
    TestRun run = JobTester.of(_ -> csv()).input("a,b\n1,2\n").input("b,a\n2,1\n").run();
    assertThat(run.output()).isEqualTo("a,b\n1,2\n1,2\n");
    assertThatThrownBy(() -> JobTester.of(_ -> csv()).input("a,b\n1,2\n").input("a\n1\n").run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has no column 'b'");
  }

  @Test
  void refusesRowsThatAreTooLongAndReadsOn() {
    String longRow = "x".repeat(3_000) + ",\"" + "y\n".repeat(3_000) + "\"";
    String input = "a,b\n1,2\n" + longRow + "\n3,4\n";
    for (int chunkBytes : new int[] {1_000, 1_000_000}) {
      TestRun run =
          JobTester.of(_ -> csv())
              .input(input)
              .limits(new WorkerLimits(1 << 16, 1 << 10))
              .chunkBytes(chunkBytes)
              .run();
      assertThat(run.output()).isEqualTo("a,b\n1,2\n3,4\n");
      assertThat(run.refusals()).hasSize(1);
      assertThat(run.refusals().getFirst().startByte()).isEqualTo(8);
      assertThat(run.refusals().getFirst().reason()).contains("limit of 1024 bytes");
    }
  }

  @Test
  void refusesOtherEncodings() {
    byte[] utf16 = {(byte) 0xFF, (byte) 0xFE, 'a', 0, '\n', 0};
    assertThatThrownBy(() -> JobTester.of(_ -> csv()).input("x.csv", utf16).run())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("UTF-16");
    byte[] latin1 = {'a', '\n', 'x', (byte) 0xE9, '\n', 'y', '\n'};
    TestRun run = JobTester.of(_ -> csv()).input("x.csv", latin1).run();
    assertThat(run.output()).isEqualTo("a\ny\n");
    assertThat(run.refusals().getFirst().reason()).contains("byte 0xE9 at byte 3 is not UTF-8");
  }
}
