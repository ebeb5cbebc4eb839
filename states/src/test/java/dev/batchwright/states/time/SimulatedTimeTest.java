package dev.batchwright.states.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SimulatedTimeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void manualTimeRingsAlarmsInOrderAndOnlyUpToItsTarget() throws Exception {
    SimulatedTime time = SimulatedTime.manual(START);
    time.at(START.plusSeconds(30), () -> heard.add("30"));
    time.at(START.plusSeconds(10), () -> heard.add("10"));
    time.at(START.plusSeconds(10), () -> heard.add("10 too"));
    time.at(START.plusSeconds(20), () -> heard.add("20")).cancel();

    time.advance(Duration.ofSeconds(29));
    assertThat(heard).containsExactly("10", "10 too");
    assertThat(time.now()).isEqualTo(START.plusSeconds(29));

    time.advance(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("10", "10 too", "30");
  }

  @Test
  void automaticTimeStandsStillWhileThereIsWork() throws Exception {
    SimulatedTime time = SimulatedTime.automatic(START);
    CompletableFuture<Instant> rung = new CompletableFuture<>();
    Runnable work = time.accountFor(() -> heard.add("work at " + time.now()));
    time.at(START.plus(Duration.ofDays(3)), () -> rung.complete(time.now()));
    assertThat(rung).isNotDone();

    work.run();

    assertThat(rung.get()).isEqualTo(START.plus(Duration.ofDays(3)));
    assertThat(heard).containsExactly("work at " + START);
  }

  @Test
  void anAttemptThatSleepsLetsTimePassAndCanBeInterrupted() throws Exception {
    SimulatedTime time = SimulatedTime.automatic(START);
    CompletableFuture<Instant> slept = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            time.accountFor(() -> {
              try {
                time.sleep(Duration.ofHours(2));
                slept.complete(time.now());
              } catch (InterruptedException e) {
                slept.completeExceptionally(e);
              }
            }));
    assertThat(slept.get()).isEqualTo(START.plus(Duration.ofHours(2)));

    SimulatedTime still = SimulatedTime.manual(START);
    CountDownLatch asleep = new CountDownLatch(1);
    CompletableFuture<Void> cut = new CompletableFuture<>();
    Thread sleeper =
        Thread.ofVirtual()
            .start(
                still.accountFor(() -> {
                  try {
                    asleep.countDown();
                    still.sleep(Duration.ofHours(2));
                    cut.complete(null);
                  } catch (InterruptedException e) {
                    cut.completeExceptionally(e);
                  }
                }));
    asleep.await();
    sleeper.interrupt();
    assertThatThrownBy(cut::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void deterministicTimeLetsOneWorkAfterTheOtherInTheOrderOfTheirAnnouncement() throws Exception {
    SimulatedTime time = SimulatedTime.deterministic(START);
    Runnable first = time.accountFor(() -> heard.add("first"));
    Runnable second = time.accountFor(() -> heard.add("second"));
    Runnable third = time.accountFor(() -> heard.add("third, interrupted " + Thread.interrupted()));
    Thread last = blocked(third);
    Thread middle = blocked(second);
    last.interrupt();

    first.run();
    middle.join();
    last.join();
    time.awaitQuiet();

    assertThat(heard).containsExactly("first", "second", "third, interrupted true");
  }

  @Test
  void onDeterministicTimeASleeperHandsItsTurnOnAndQueuesForTheNext() throws Exception {
    SimulatedTime time = SimulatedTime.deterministic(START);
    Runnable sleeper = time.accountFor(() -> sleepAnHour(time));
    Runnable worker =
        time.accountFor(() -> {
          time.at(START.plus(Duration.ofHours(1)), () -> heard.add("alarm"));
          heard.add("worked");
        });
    Thread thread = Thread.ofVirtual().start(sleeper);
    worker.run();
    thread.join();
    time.awaitQuiet();
    time.accountFor(() -> heard.add("more")).run();

    assertThat(heard)
        .containsExactly(
            "asleep", "worked", "awake at " + START.plus(Duration.ofHours(1)), "alarm", "more");
  }

  private void sleepAnHour(SimulatedTime time) {
    try {
      heard.add("asleep");
      time.sleep(Duration.ofHours(1));
      heard.add("awake at " + time.now());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void quietIsWhenNeitherWorkNorAlarmsAreLeft() throws Exception {
    SimulatedTime time = SimulatedTime.automatic(START);
    Runnable work = time.accountFor(() -> heard.add("work"));
    time.at(
        START.plusSeconds(1), () -> time.at(START.plusSeconds(2), () -> heard.add("second alarm")));
    Thread waiting = blocked(() -> awaitQuiet(time));
    heard.add("busy");
    work.run();
    waiting.join();
    assertThat(heard).containsExactly("busy", "work", "second alarm", "quiet");

    SimulatedTime manual = SimulatedTime.manual(START);
    manual.at(START.plusSeconds(1), () -> heard.add("not rung"));
    manual.awaitQuiet();
    assertThat(heard).hasSize(4);
  }

  private void awaitQuiet(SimulatedTime time) {
    try {
      time.awaitQuiet();
      heard.add("quiet");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A thread that has come to where it waits, or to its end.
  private static Thread blocked(Runnable work) {
    Thread thread = Thread.ofVirtual().start(work);
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void realTimeRingsWhatIsDueAndTakesAlarmsBack() throws Exception {
    CountDownLatch rung = new CountDownLatch(1);
    Time.Alarm never = Time.system().at(Instant.MAX, () -> heard.add("never"));
    Time.system().at(Instant.now().minusSeconds(5), rung::countDown);
    rung.await();
    never.cancel();
    assertThat(heard).isEmpty();
    assertThat(Time.system().now()).isAfter(START);
  }
}
