package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// How likely each kind of fault is at each chance that it has, from calm to hell.
///
/// Each mix takes some of the kinds and leaves the others out: two faults of kinds that are rare
/// together are then likely in some runs, where with all kinds at once they would drown.
///
/// @param rates probabilities, 0 to 1; kinds that are not in it do not happen
record FaultMix(Map<FaultKind, Double> rates) {

  FaultMix {
    rates = Map.copyOf(rates);
  }

  static FaultMix calm() {
    return new FaultMix(Map.of());
  }

  /// One in eight is calm, one in eight has a single kind.
  static FaultMix random(SplittableRandom random) {
    int level = random.nextInt(8);
    if (level == 0) {
      return calm();
    }
    FaultKind[] kinds = FaultKind.values();
    Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
    if (level == 1) {
      FaultKind only = kinds[random.nextInt(kinds.length)];
      rates.put(only, Math.min(0.5, 8 * rate(random, only)));
    } else {
      double share = random.nextDouble();
      for (FaultKind kind : kinds) {
        if (random.nextDouble() < share) {
          rates.put(kind, rate(random, kind) * (level == 7 ? 3 : 1));
        }
      }
    }
    return new FaultMix(rates);
  }

  private static double rate(SplittableRandom random, FaultKind kind) {
    double most =
        switch (kind) {
          case KILLED_BEFORE, KILLED_AFTER, OUT_OF_MEMORY -> 0.004;
          case INVOKE_THROTTLED -> 0.2;
          case CONFLICT, ERROR_IN_200, BODY_TRUNCATED, BODY_CORRUPTED, REQUEST_CORRUPTED -> 0.05;
          case RANGE_CORRUPTED -> 0.1;
          case CHUNK_DOOMED -> 0.03;
          case STRAGGLER,
              INVOKE_FAILED,
              INVOKE_ANSWER_LOST,
              ZOMBIE,
              DUPLICATE_AT_ONCE,
              DUPLICATE_LATER ->
              0.08;
          case LETTER_REFUSED, LETTER_ANSWER_LOST -> 0.3;
          case CLOCK_SKEWED, LETTER_TWICE -> 0.5;
          case EXECUTION_STOPPED, PROCESS_KILLED, INPUT_OVERWRITTEN, INPUT_DELETED -> 0.5;
          case ITEMS_UNREADABLE -> 0.1;
          default -> 0.02;
        };
    return most * (0.1 + 0.9 * random.nextDouble());
  }

  double of(FaultKind kind) {
    return rates.getOrDefault(kind, 0.0);
  }
}
