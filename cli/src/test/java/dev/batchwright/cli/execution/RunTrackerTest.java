package dev.batchwright.cli.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.progress.Snapshot;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunTrackerTest {

  private final FakeExecutions states = new FakeExecutions();
  private final RunTracker tracker = new RunTracker();

  @Test
  void committedChunksOfAnEarlierStartCountAsDone() {
    planned(10, 6, 1000);
    states.entered("Map chunks");
    states.mapRun("m");
    take();
    tracker.takeIn("m", new ItemCounts(6, 3, 1));

    Snapshot now = snapshot();
    assertThat(now.done()).isEqualTo(7);
    assertThat(now.total()).isEqualTo(10);
    assertThat(now.failed()).isEqualTo(1);
    assertThat(now.bytes()).isEqualTo(300);
    assertThat(now.remainingBytes()).isEqualTo(300);
    assertThat(tracker.mapRun()).contains("m");
  }

  @Test
  void wavesAddUp() {
    planned(10, 10, 1000);
    states.mapRun("m1");
    states.mapRun("m2");
    take();
    tracker.takeIn("m1", new ItemCounts(5, 5, 0));
    tracker.takeIn("m2", new ItemCounts(5, 2, 0));

    assertThat(snapshot().done()).isEqualTo(7);
  }

  @Test
  void chunksThatAreDoneAgainAreMoreWork() {
    planned(10, 10, 1000);
    states.entered("Check seams");
    states.answered("{\"redo\":2,\"items\":\"k\",\"waves\":1}");
    take();
    tracker.takeIn("m", new ItemCounts(10, 10, 0));

    assertThat(snapshot().done()).isEqualTo(10);
    assertThat(snapshot().total()).isEqualTo(12);
  }

  @Test
  void partitionsStartTheCountAnew() {
    planned(10, 10, 1000);
    states.mapRun("m");
    take();
    tracker.takeIn("m", new ItemCounts(10, 10, 0));
    states.entered("Plan partitions");
    states.answered("{\"partitions\":4,\"pending\":3,\"items\":\"k\",\"waves\":1}");
    take();

    Snapshot now = snapshot();
    assertThat(now.noun()).isEqualTo("partitions");
    assertThat(now.done()).isEqualTo(1);
    assertThat(now.total()).isEqualTo(4);
    assertThat(now.remainingBytes()).isZero();
    assertThat(tracker.mapRun()).isEmpty();
  }

  @Test
  void theStateThatFailedIsTheLastThatWorked() {
    states.entered("Plan chunks");
    states.entered("Publish");
    states.entered("Report failure");
    states.entered("Send run to dead letters");
    states.entered("Failed");
    take();

    assertThat(tracker.worked()).isEqualTo("Publish");
    assertThat(snapshot().state()).isEqualTo("Failed");
  }

  @Test
  void failedTasksAreRetries() {
    states.history.add(new Happening.TaskFailed(1, "Lambda.TooManyRequestsException"));
    take();

    assertThat(snapshot().retries()).isEqualTo(3);
  }

  @Test
  void eventsAreTakenInOnce() {
    planned(10, 10, 1000);
    take();
    take();

    assertThat(tracker.lastEvent()).isEqualTo(2);
    assertThat(states.since("arn", tracker.lastEvent())).isEmpty();
  }

  private void planned(int chunks, int pending, long bytes) {
    states.entered("Plan chunks");
    states.answered(
        "{\"work\":{\"bucket\":\"b\",\"key\":\"w/\"},\"chunks\":%d,\"pending\":%d,\"objects\":3,\"bytes\":%d,\"published\":false}"
            .formatted(chunks, pending, bytes));
  }

  private void take() {
    tracker.takeIn(states.since("arn", tracker.lastEvent()));
  }

  private Snapshot snapshot() {
    return tracker.snapshot(Duration.ofSeconds(1), new WorkSoFar.Findings(OptionalLong.of(7), 2));
  }
}
