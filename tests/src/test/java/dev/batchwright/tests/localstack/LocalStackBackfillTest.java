package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// A backfill on LocalStack, by its command: a run a date, one at a time, and none where something
/// is published.
class LocalStackBackfillTest {

  private final DeployedStack stack = DeployedStack.get();

  /// Days after the one that the schedule's test has.
  private final LocalDate from = Pass.date().plusDays(1);

  private final LocalDate missing = from.plusDays(1);
  private final LocalDate to = from.plusDays(2);

  @Test
  void datesRunOneAtATimeAndAgainOnlyWhatIsLeft() {
    upload(from, "AA");
    upload(to, "UA");
    assertThat(backfill(1))
        .contains("3 dates, 0 of them published already, 3 to run")
        .contains("daily/" + missing + ".csv");
    assertThat(published(from)).isEqualTo("carrier,count\nAA,1\n");
    assertThat(published(to)).isEqualTo("carrier,count\nUA,1\n");
    assertThat(stack.keys("published/daily/" + missing + "/")).isEmpty();
    Instant before = Instant.MIN;
    List<ExecutionListItem> runs = runs();
    assertThat(runs).hasSize(3);
    for (ExecutionListItem run : runs) {
      assertThat(run.startDate()).as(run.name()).isAfterOrEqualTo(before);
      before = run.stopDate();
    }

    upload(missing, "DL");
    assertThat(backfill(0))
        .contains("3 dates, 2 of them published already, 1 to run")
        .contains("has succeeded in");
    assertThat(published(missing)).isEqualTo("carrier,count\nDL,1\n");
    assertThat(runs()).hasSize(4);
  }

  private void upload(LocalDate date, String carrier) {
    stack.put("daily/" + date + ".csv", "carrier,n\n" + carrier + ",1\n");
  }

  private String published(LocalDate date) {
    return stack.published("published/daily/" + date + "/");
  }

  private String backfill(int exitCode) {
    return CommandLine.call(
        exitCode,
        List.of(
            "backfill",
            "daily",
            "--from",
            from.toString(),
            "--to",
            to.toString(),
            "--at-most",
            "1",
            "--state-machine",
            stack.output("BatchRunArn")));
  }

  /// The runs of the dates, the earliest first.
  private List<ExecutionListItem> runs() {
    String machine = stack.output("BatchRunArn");
    return stack
        .sfn()
        .listExecutionsPaginator(b -> b.stateMachineArn(machine))
        .executions()
        .stream()
        .filter(run ->
            from.datesUntil(to.plusDays(1)).anyMatch(it -> run.name().startsWith("daily-" + it)))
        .sorted(Comparator.comparing(ExecutionListItem::startDate))
        .toList();
  }
}
