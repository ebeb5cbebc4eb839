package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// When a request is slow, and how many may be asked for again.
final class HedgingTest {

  private static final int SMALL = 64 << 10;
  private static final int LARGE = 8 << 20;
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private final RequestCounter counter = new RequestCounter();
  private final Hedging hedging =
      Hedging.of(new Hedging.State(now::get, 5 * MILLI), List.of(counter));

  private void answered(int requests, int lengthBytes, long tookNanos) {
    for (int i = 0; i < requests; i++) {
      hedging.answered(lengthBytes, tookNanos);
    }
  }

  @Test
  void slowIsLongerThan99OfAHundredOfTheSameSize() {
    answered(Hedging.MIN_SAMPLES - 1, LARGE, 100 * MILLI);
    assertThat(hedging.waitNanos(LARGE)).as("too little is known").isEmpty();
    answered(1, LARGE, 100 * MILLI);
    assertThat(hedging.waitNanos(LARGE)).hasValue(100 * MILLI);
    assertThat(hedging.waitNanos(SMALL)).as("of small ones nothing is known").isEmpty();
    answered(512, LARGE, 20 * MILLI);
    assertThat(hedging.waitNanos(LARGE)).as("of the last 512").hasValue(20 * MILLI);
    answered(32, LARGE, 300 * MILLI);
    assertThat(hedging.waitNanos(LARGE)).as("6 % were slower").hasValue(300 * MILLI);
  }

  @Test
  void nothingIsSlowBelowTheFloor() {
    answered(Hedging.MIN_SAMPLES, SMALL, MILLI);
    assertThat(hedging.waitNanos(SMALL)).hasValue(5 * MILLI);
  }

  @Test
  void oneInTwentyMayBeAskedForAgain() {
    assertThat(hedging.begin()).as("nothing was answered yet").isFalse();
    answered(101, SMALL, MILLI);
    int hedges = 0;
    while (hedging.begin()) {
      hedges++;
    }
    assertThat(hedges).isEqualTo(5);
    assertThat(counter.hedges()).isEqualTo(5);
    answered(10_000, SMALL, MILLI);
    while (hedging.begin()) {
      hedges++;
    }
    assertThat(hedges).as("no more than ten are saved up").isEqualTo(15);
  }

  @Test
  void aStoreThatThrottlesIsSpared() {
    answered(1_000, SMALL, MILLI);
    hedging.throttled();
    now.addAndGet(Hedging.PAUSE_NANOS - 1);
    assertThat(hedging.begin()).isFalse();
    now.addAndGet(1);
    assertThat(hedging.begin()).isTrue();
  }
}
