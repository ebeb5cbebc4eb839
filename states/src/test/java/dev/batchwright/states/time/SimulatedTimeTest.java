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
}
