package dev.batchwright.cli.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.progress.ProgressView;
import dev.batchwright.cli.progress.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {

  private final FakeExecutions states = new FakeExecutions();
  private final RecordedView view = new RecordedView();
  private final Interruption interruption = new Interruption();
  private long nanos;
  private boolean mayStop = true;

  @Test
  void watchesToTheEndAndTakesInAllOfTheHistory() {
    states.standings.add(new Standing.Running());
    states.standings.add(new Standing.Succeeded("{}"));
    states.onStanding =
        () -> {
          if (states.history.isEmpty()) {
            states.entered("Plan chunks");
          } else {
            states.answered(
                "{\"work\":{\"bucket\":\"b\",\"key\":\"w/\"},\"chunks\":4,\"pending\":4,\"bytes\":10,\"objects\":1}");
          }
        };
    RunWatch watch = watch();

    assertThat(watch.watch("arn")).isEqualTo(new Standing.Succeeded("{}"));
    assertThat(view.shown).extracting(Snapshot::state).containsExactly("Plan chunks");
    assertThat(watch.tracker().plan())
        .hasValueSatisfying(it -> assertThat(it.chunks()).isEqualTo(4));
  }

  @Test
  void saysWhatAnEarlierStartCommitted() {
    states.entered("Plan chunks");
    states.answered(
        "{\"work\":{\"bucket\":\"b\",\"key\":\"w/\"},\"chunks\":12,\"pending\":5,\"bytes\":10,\"objects\":1}");
    states.standings.add(new Standing.Succeeded("{}"));
    watch().watch("arn");

    assertThat(view.said)
        .containsExactly("Resuming: 7 of 12 chunks are committed already and are not done again.");
  }

  @Test
  void saysThatAPublishedRunNeedsNothing() {
    states.entered("Plan chunks");
    states.answered(
        "{\"work\":{\"bucket\":\"b\",\"key\":\"w/\"},\"chunks\":12,\"pending\":0,\"published\":true}");
    states.standings.add(new Standing.Succeeded("{}"));
    watch().watch("arn");

    assertThat(view.said).containsExactly("This run is published already; nothing is left to do.");
  }

  @Test
  void stopsTheExecutionWhenTheUserWantsTo() {
    states.standings.add(new Standing.Running());
    states.onStanding = interruption::request;

    assertThat(watch().watch("arn")).isEqualTo(new Standing.Aborted());
    assertThat(states.stopped).containsExactly("arn");
  }

  @Test
  void aRunThatWasFasterThanTheStopIsWhatItIs() {
    states.standings.add(new Standing.Running());
    states.onStanding = interruption::request;
    states.afterStop = new Standing.Succeeded("{}");

    assertThat(watch().watch("arn")).isEqualTo(new Standing.Succeeded("{}"));
  }

  @Test
  void doesNotWaitForeverForAStop() {
    states.standings.add(new Standing.Running());
    states.afterStop = new Standing.Running();
    interruption.request();
    states.onStanding = interruption::wake;

    assertThat(watch().watch("arn")).isEqualTo(new Standing.Aborted());
  }

  @Test
  void theLongerARunTheRarerItIsAsked() {
    assertThat(Pace.LOCAL.next(Duration.ZERO)).isEqualTo(Duration.ofMillis(10));
    assertThat(Pace.LOCAL.next(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(25));
    assertThat(Pace.LOCAL.next(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(100));
  }

  private RunWatch watch() {
    return new RunWatch(
        states,
        view,
        interruption,
        new Pace(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofMillis(1)),
        () -> nanos += Duration.ofSeconds(1).toNanos(),
        WorkSoFar.UNKNOWN,
        mayStop);
  }

  private static final class RecordedView implements ProgressView {
    private final List<Snapshot> shown = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Override
    public void show(Snapshot snapshot) {
      shown.add(snapshot);
    }

    @Override
    public void say(String line) {
      said.add(line);
    }

    @Override
    public void close() {}
  }
}
