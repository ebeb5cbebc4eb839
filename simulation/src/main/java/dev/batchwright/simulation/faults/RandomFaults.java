package dev.batchwright.simulation.faults;

import dev.batchwright.simulation.faults.S3Call.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// Faults of requests by chance, from a seed. What is drawn depends on the order of requests and on
/// nothing else. Safe for many threads, whose order then decides.
public final class RandomFaults implements FaultPlan {

  private final Map<FaultKind, Double> rates;
  private final SplittableRandom random;
  private final Duration silence;

  /// @param rates how likely each kind is at a request that it applies to, 0 to 1; kinds that are
  ///   no faults of requests are passed over
  /// @param random where chance comes from
  /// @param silence how long the client's socket waits
  public RandomFaults(Map<FaultKind, Double> rates, SplittableRandom random, Duration silence) {
    this.rates = new EnumMap<>(FaultKind.class);
    this.rates.putAll(rates);
    this.random = Objects.requireNonNull(random, "random");
    this.silence = Objects.requireNonNull(silence, "silence");
  }

  @Override
  public Duration latency(S3Call call) {
    return Duration.ZERO;
  }

  @Override
  public synchronized Optional<Fault> fault(S3Call call) {
    for (Map.Entry<FaultKind, Double> rate : rates.entrySet()) {
      FaultKind kind = rate.getKey();
      if (applies(kind, call) && random.nextDouble() < rate.getValue()) {
        return Optional.of(make(kind));
      }
    }
    return Optional.empty();
  }

  /// Whether an answer carries enough for a flipped bit in it to be noticed: an object that is read
  /// as a whole comes with S3's checksum of it, shuffle objects have one a block. With a range of
  /// an object S3 gives none; what becomes of those is another kind.
  private static boolean isNoticed(S3Call call) {
    return call.operation() == Operation.GET_OBJECT
        && (call.key().contains("/shuffle/") || !call.ranged());
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
      case BODY_CORRUPTED -> isNoticed(call);
      case RANGE_CORRUPTED ->
          call.operation() == Operation.GET_OBJECT && call.ranged() && !isNoticed(call);
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
      case STALLED -> new Fault.Stalled(silence, random.nextBoolean());
      case BODY_CUT -> new Fault.BodyCut(random.nextDouble());
      case BODY_SLOW -> new Fault.BodySlow(Duration.ofSeconds(random.nextInt(1, 15)), 4);
      case BODY_TRUNCATED -> new Fault.BodyTruncated(random.nextDouble());
      case BODY_CORRUPTED, RANGE_CORRUPTED ->
          new Fault.BodyCorrupted(kind, random.nextDouble(), random.nextInt(8));
      case REQUEST_CORRUPTED -> new Fault.RequestCorrupted(random.nextDouble(), random.nextInt(8));
      case KILLED_BEFORE -> new Fault.Killed(false);
      case KILLED_AFTER -> new Fault.Killed(true);
      case OUT_OF_MEMORY -> new Fault.OutOfMemory();
      default -> throw new IllegalArgumentException(kind + " is no fault of a request");
    };
  }
}
