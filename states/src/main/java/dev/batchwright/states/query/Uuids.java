package dev.batchwright.states.query;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Version 4 UUIDs out of a seeded generator.
public final class Uuids {

  private Uuids() {}

  /// The next UUID as text.
  public static String random(RandomGenerator random) {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
