package dev.batchwright.batch.storage;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// When a ranged GET is asked for a second time because the first takes unusually long, and how
/// often that may be (Dean and Barroso, The Tail at Scale, CACM 2013). Safe for many threads.
///
/// Unusual is longer than 99 of 100 recent requests of about the same size. A budget of one hedge
/// for 20 requests bounds what it costs, whatever happens; a store that throttles is spared.
public final class Hedging {

  /// Nothing is hedged.
  static final Hedging NONE = new Hedging(new State(() -> 0, Long.MAX_VALUE), List.of());

  /// Below this a request is not slow, whatever others took: S3 answers first bytes within 100 to
  /// 200 ms, and a hedge costs $0.40 a million.
  static final long MIN_WAIT_NANOS = 200_000_000;

  /// Requests of a size that have to be known before one of them can be called slow.
  static final int MIN_SAMPLES = 64;

  /// Hedges a request: 5 %.
  private static final double BUDGET = 0.05;

  /// Hedges that can be saved up; a stall of one host meets several streams at once.
  private static final double MAX_BUDGET = 10;

  /// How long nothing is hedged after S3 throttled.
  static final long PAUSE_NANOS = 30_000_000_000L;

  /// What is remembered of one client's requests.
  static final class State {
    private final LongSupplier nanos;
    private final long minWaitNanos;

    /// Requests of up to 256 KiB, up to 2 MiB, and longer ones: time is mostly the answer's first
    /// byte for the first, mostly the transfer for the last.
    private final Latencies[] latencies = {new Latencies(), new Latencies(), new Latencies()};

    private double budget;
    private boolean throttled;
    private long throttledNanos;

    /// @param nanos what time it is, from any start
    /// @param minWaitNanos below this a request is not slow
    State(LongSupplier nanos, long minWaitNanos) {
      this.nanos = nanos;
      this.minWaitNanos = minWaitNanos;
    }
  }

  /// The last so many latencies, and which of them 1 in 100 exceeds.
  private static final class Latencies {
    private final long[] ring = new long[512];
    private long count;
    private long highNanos;

    void add(long nanos) {
      ring[(int) (count++ % ring.length)] = nanos;
      // Sorting 512 numbers every 32 requests of a tenth of a second each does not count.
      if (count % 32 == 0) {
        long[] sorted = Arrays.copyOf(ring, (int) Math.min(count, ring.length));
        Arrays.sort(sorted);
        highNanos = sorted[sorted.length * 99 / 100];
      }
    }
  }

  private final State state;
  private final List<RequestCounter> counters;

  private Hedging(State state, List<RequestCounter> counters) {
    this.state = state;
    this.counters = counters;
  }

  /// @param counters who counts the hedges
  static Hedging of(State state, List<RequestCounter> counters) {
    return new Hedging(state, counters);
  }

  long nowNanos() {
    return state.nanos.getAsLong();
  }

  /// How long a request of this size may take before it is asked for again; empty while too little
  /// is known of such requests.
  OptionalLong waitNanos(int lengthBytes) {
    synchronized (state) {
      Latencies known = of(lengthBytes);
      return known.count < MIN_SAMPLES
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(state.minWaitNanos, known.highNanos));
    }
  }

  /// Whether a slow request may be asked for again; if so it has to be.
  boolean begin() {
    synchronized (state) {
      boolean spared = state.throttled && nowNanos() - state.throttledNanos < PAUSE_NANOS;
      if (spared || state.budget < 1) {
        return false;
      }
      state.budget--;
    }
    counters.forEach(RequestCounter::countHedge);
    return true;
  }

  /// A request was answered in full.
  void answered(int lengthBytes, long tookNanos) {
    synchronized (state) {
      of(lengthBytes).add(tookNanos);
      state.budget = Math.min(MAX_BUDGET, state.budget + BUDGET);
    }
  }

  /// S3 asked for fewer requests.
  void throttled() {
    synchronized (state) {
      state.throttled = true;
      state.throttledNanos = nowNanos();
    }
  }

  private Latencies of(int lengthBytes) {
    return state.latencies[lengthBytes <= 256 << 10 ? 0 : lengthBytes <= 2 << 20 ? 1 : 2];
  }
}
