package dev.batchwright.batch.model;

import java.util.Objects;

/// A row in which a check fails.
///
/// @param place where it comes from
/// @param value the value at fault, cut to a limit; empty where there is none
public record CheckExample(String place, String value) {

  public CheckExample {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(value, "value");
  }
}
