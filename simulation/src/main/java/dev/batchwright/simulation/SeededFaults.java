package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.Fault;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.FaultPlan;
import dev.batchwright.simulation.faults.RandomFaults;
import dev.batchwright.simulation.faults.S3Call;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Faults by chance, from a seed, in the proportions of a mix. What is drawn depends on the order
/// of requests, and nothing else: it is the same in a world where that order is.
final class SeededFaults implements FaultPlan {

  /// How long the client's socket waits, as [dev.batchwright.batch.storage.S3Clients] sets it.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final FaultMix mix;
  private final SplittableRandom random;
  private final RandomFaults requests;
  private final Predicate<S3Call> summed;
  private boolean calm;

  /// @param summed whether a flipped bit in the answer to a GET can be noticed: where it cannot,
  ///   only TLS stands between, which makes a cut connection of it, and that is another fault
  SeededFaults(FaultMix mix, SplittableRandom random, Predicate<S3Call> summed) {
    this.mix = mix;
    this.summed = summed;
    this.random = random;
    this.requests = new RandomFaults(mix.rates(), random, SILENCE);
  }

  /// From now on all goes well.
  void calm() {
    calm = true;
  }

  /// Whether a fault of this kind happens at a chance that it has.
  boolean strikes(FaultKind kind) {
    double rate = calm ? 0 : mix.of(kind);
    return rate > 0 && random.nextDouble() < rate;
  }

  /// Whether from now on all goes well.
  boolean isCalm() {
    return calm;
  }

  /// A number from 0 up to a bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public Duration latency(S3Call call) {
    return Duration.ofMillis(random.nextInt(5, 40));
  }

  @Override
  public Optional<Fault> fault(S3Call call) {
    return calm
        ? Optional.empty()
        : requests
            .fault(call)
            .filter(fault -> !(fault instanceof Fault.BodyCorrupted) || summed.test(call));
  }
}
