package dev.batchwright.states.api;

import java.time.Instant;

/// Timestamps of the AWS JSON protocols.
final class Timestamps {

  private static final double MILLIS_PER_SECOND = 1_000.0;

  private Timestamps() {}

  /// Seconds since the epoch, with milliseconds as fraction.
  static double seconds(Instant instant) {
    return instant.toEpochMilli() / MILLIS_PER_SECOND;
  }
}
