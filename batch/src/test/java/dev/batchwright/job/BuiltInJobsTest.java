package dev.batchwright.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BuiltInJobsTest {

  private static final String INPUT = "k,n,d\nb,10,2013-01-02\na,9,2013-01-01\nb,,2013-05-01\n";

  private static JobTester job(String name) {
    return JobTester.of(Jobs.find(name)).input(INPUT);
  }

  @Test
  void convert() {
    assertThat(job("convert").run().output()).isEqualTo(INPUT);
    TestRun run = job("convert").set("columns", "n:number,k").set("output-format", "jsonl").run();
    assertThat(run.suffix()).isEqualTo(".jsonl");
    assertThat(run.output().lines().toList())
        .containsExactly(
            "{\"n\":10,\"k\":\"b\"}", "{\"n\":9,\"k\":\"a\"}", "{\"n\":null,\"k\":\"b\"}");
    assertThat(job("convert").set("output-codec", "gzip").run().suffix()).isEqualTo(".csv.gz");
  }

  @Test
  void filter() {
    assertThat(where("n > 9 or n is missing and d >= 2013-05-01")).isEqualTo("b10 b");
    assertThat(where("not (k = 'b') and n + 1 = 2 * 5")).isEqualTo("a9");
    assertThat(where("k in ('a', 'c') or month(d) between 5 and 6")).isEqualTo("a9 b");
    assertThat(where("n is not missing and k not in ('a')")).isEqualTo("b10");
    assertThat(where("starts(upper(k), 'B') and ((n < 100) and not (n = 11))")).isEqualTo("b10");
  }

  private static String where(String condition) {
    return String.join(
        " ",
        job("filter").set("where", condition).run().rows().stream()
            .map(row -> row.get("k") + row.getOrDefault("n", ""))
            .toList());
  }

  @Test
  void filterSaysWhereItsConditionIsWrong() {
    assertWrong("n > > 9", "at character 5: expected a column", "found '>'");
    assertWrong("n > 9 k", "at character 7: expected and, or, or its end, found 'k'");
    assertWrong("n > 9 and", "found its end");
    assertWrong("d > 2013-02-30", "at character 5: '2013-02-30' is not a date");
    assertWrong("n + 1 > 2013-02-03", "a number cannot be compared with a date");
    assertWrong("n > 'x", "cannot be read from character 5");
    assertWrong("nope(n) = 1", "there is no function nope");
  }

  private static void assertWrong(String condition, String... message) {
    assertThatThrownBy(() -> where(condition))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void countBy() {
    assertThat(job("count-by").set("by", "k").run().output()).isEqualTo("k,count\na,1\nb,2\n");
  }

  @Test
  void sort() {
    assertThat(job("sort").set("by", "n:number").run().output())
        .isEqualTo("k,n,d\na,9,2013-01-01\nb,10,2013-01-02\nb,,2013-05-01\n");
    assertThat(job("sort").set("by", "k,-d:date").chunkBytes(9).run().output())
        .isEqualTo("k,n,d\na,9,2013-01-01\nb,,2013-05-01\nb,10,2013-01-02\n");
    assertThatThrownBy(() -> job("sort").set("by", "n:numbr").run())
        .hasMessageContaining("did you mean 'number'?");
  }

  @Test
  void validate() {
    TestRun run =
        JobTester.of(Jobs.find("validate"))
            .input("a,b\n1,x\n,y\nz,y\n-5,y\n2,\n")
            .set("types", "a:number")
            .set("required", "b")
            .set("rule", "a >= 0")
            .set("tolerate", "4")
            .run();
    assertThat(run.output()).isEqualTo("a,b\n1,x\n");
    assertThat(run.refusals()).hasSize(4);
    assertThat(run.refusals().get(1).reason()).contains("'z' is not a number");
    assertThat(run.isWithinTolerance()).isTrue();
    assertThatThrownBy(() -> job("validate").run()).hasMessageContaining("nothing to hold");
  }

  @Test
  void refusedRowsAreToleratedByNumberAndShareOfRunAndChunk() {
    String rows = "a\n1\nx\n3\n4\n5\n6\n7\n8\n";
    Tolerates tolerates =
        (run, chunk) ->
            JobTester.of(Jobs.find("validate"))
                .input(rows)
                .chunkBytes(6)
                .set("types", "a:number")
                .set("tolerate", run)
                .set("tolerate-chunk", chunk)
                .run()
                .isWithinTolerance();
    assertThat(tolerates.with("1", "100%")).isTrue();
    assertThat(tolerates.with("12.5%", "100%")).isTrue();
    assertThat(tolerates.with("12.4%", "100%")).isFalse();
    assertThat(tolerates.with("1", "0")).isFalse();
    assertThat(tolerates.with("1", "1")).isTrue();
    assertThat(tolerates.with("1", "20%")).as("one of the chunk's three").isFalse();
    assertThat(tolerates.with("1", "50%")).isTrue();
    assertThatThrownBy(() -> tolerates.with("some", "1"))
        .hasMessageContainingAll("'tolerate'", "'some'", "0.5%");
    assertThatThrownBy(() -> tolerates.with("1", "101%")).hasMessageContaining("'tolerate-chunk'");
  }

  private interface Tolerates {
    boolean with(String run, String chunk);
  }

  private static String expected(String expect) {
    return JobTester.of(Jobs.find("convert"))
        .input("id,n,rows\n1,2,x\n2,,x\n3,7.5,x;y\n3,8,x\n")
        .set("expect", expect)
        .run()
        .checks()
        .stream()
        .map(it -> it.check() + ": " + it.found() + (it.passed() ? "" : " FAILS"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void checksAreWrittenAsText() {
    assertThat(
            expected(
                "rows >= 5; unique id, n;unique id; n is number; n is Integer;missing n<=24.5%;"
                    + " missing id <= 0%; rows within -10% +50%; n between 2 and 8 ; \"rows\" = 'x;y'"
                    + " or id < 3; id is not missing;"))
        .isEqualTo(
            """
            number of rows: 4 FAILS
            id, n are unique: each once in 4 rows
            id is unique: 1 is there more than once, in 2 of 4 rows FAILS
            n is a number: not so in 0 of 4 rows
            n is a whole number: not so in 1 of 4 rows (25.00%) FAILS
            n is present: not so in 1 of 4 rows (25.00%) FAILS
            id is present: not so in 0 of 4 rows
            number of rows against the last run: 4, and there is no run to hold it against
            n between 2 and 8: not so in 0 of 4 rows
            "rows" = 'x;y' or id < 3: not so in 1 of 4 rows (25.00%) FAILS
            id is not missing: not so in 0 of 4 rows\
            """);
    assertThat(expected("rows between 1 and 4")).isEqualTo("number of rows: 4");
    assertThat(expected("rows within 3%")).contains("no run");
    assertThatThrownBy(() -> expected("rows about 3")).hasMessageContaining("about");
    assertThatThrownBy(() -> expected("rows between 4 and 1")).hasMessageContaining("'expect'");
    assertThatThrownBy(() -> expected("n is nummer")).hasMessageContaining("number");
    assertThatThrownBy(() -> expected("unique idd")).hasMessageContaining("did you mean 'id'");
    assertThatThrownBy(() -> expected("unique id; unique id")).hasMessageContaining("id is unique");
  }

  @Test
  void unknownJobsAndSettings() {
    assertThatThrownBy(() -> Jobs.find("count_by"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("did you mean 'count-by'?", "convert, filter");
    assertThat(Jobs.find(PricingSummary.class.getName())).isInstanceOf(PricingSummary.class);
    assertThatThrownBy(() -> job("filter").set("were", "n > 1").run())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("setting 'where' is missing");
    assertThatThrownBy(() -> job("convert").set("colums", "a").run())
        .hasMessageContaining("unknown setting 'colums'; did you mean 'columns'?");
    assertThatThrownBy(() -> Settings.of(Map.of("until", "x")).date("until"))
        .hasMessage(
            "setting 'until' is not a date: 'x'; expected YYYY-MM-DD, as in --set until=1998-09-02");
  }
}
