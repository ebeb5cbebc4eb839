package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.Fault;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.FaultPlan;
import dev.batchwright.simulation.faults.S3Call;
import dev.batchwright.simulation.faults.S3Call.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// Faults by chance, from a seed, in the proportions of a mix. What is drawn depends on the order
/// of requests, and nothing else: it is the same in a world where that order is.
final class SeededFaults implements FaultPlan {

  /// How long the client's socket waits, as [dev.batchwright.batch.storage.S3Clients] sets it.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final FaultMix mix;
  private final SplittableRandom random;
  private boolean calm;

  SeededFaults(FaultMix mix, SplittableRandom random) {
    this.mix = mix;
    this.random = random;
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
    if (calm || mix.rates().isEmpty()) {
      return Optional.empty();
    }
    for (FaultKind kind : FaultKind.values()) {
      if (applies(kind, call) && strikes(kind)) {
        return Optional.of(make(kind));
      }
    }
    return Optional.empty();
  }

  private static boolean applies(FaultKind kind, S3Call call) {
    return switch (kind) {
      case SLOW_DOWN,
          TOO_MANY_REQUESTS,
          SERVER_ERROR,
          SERVER_ERROR_AFTER,
          CONNECTION_CUT,
          ANSWER_LOST,
          STALLED,
          KILLED_BEFORE,
          KILLED_AFTER,
          OUT_OF_MEMORY ->
          true;
      case ERROR_IN_200 -> call.operation() == Operation.COMPLETE_UPLOAD;
      case CONFLICT -> call.conditional();
      case BODY_CUT, BODY_SLOW, BODY_TRUNCATED -> call.operation() == Operation.GET_OBJECT;
      case BODY_CORRUPTED -> Corruption.isNoticed(call);
      case REQUEST_CORRUPTED -> call.operation().sendsBytes();
      default -> false;
    };
  }

  private Fault make(FaultKind kind) {
    return switch (kind) {
      case SLOW_DOWN -> new Fault.Refused(kind, 503, "SlowDown");
      case TOO_MANY_REQUESTS -> new Fault.Refused(kind, 429, "TooManyRequests");
      case SERVER_ERROR -> new Fault.Refused(kind, 500, "InternalError");
      case SERVER_ERROR_AFTER -> new Fault.RefusedAfter(kind, 500, "InternalError");
      case ERROR_IN_200 -> new Fault.Refused(kind, 200, "InternalError");
      case CONFLICT -> new Fault.Refused(kind, 409, "ConditionalRequestConflict");
      case CONNECTION_CUT -> new Fault.Cut();
      case ANSWER_LOST -> new Fault.AnswerLost();
      case STALLED -> new Fault.Stalled(SILENCE, random.nextBoolean());
      case BODY_CUT -> new Fault.BodyCut(random.nextDouble());
      case BODY_SLOW -> new Fault.BodySlow(Duration.ofSeconds(random.nextInt(1, 15)), 4);
      case BODY_TRUNCATED -> new Fault.BodyTruncated(random.nextDouble());
      case BODY_CORRUPTED -> new Fault.BodyCorrupted(random.nextDouble(), random.nextInt(8));
      case REQUEST_CORRUPTED -> new Fault.RequestCorrupted(random.nextDouble(), random.nextInt(8));
      case KILLED_BEFORE -> new Fault.Killed(false);
      case KILLED_AFTER -> new Fault.Killed(true);
      case OUT_OF_MEMORY -> new Fault.OutOfMemory();
      default -> throw new IllegalArgumentException(kind + " is no fault of a request");
    };
  }
}
