package dev.batchwright.batch.verify;

import dev.batchwright.batch.model.S3Location;
import java.util.ArrayList;
import java.util.List;

/// Collects findings: the first of them by name, all of them by number. For one verifier.
final class Findings {

  /// Findings that are named; a prefix that was emptied has one for each of a million objects.
  private static final int NAMED = 100;

  private final List<Finding> named = new ArrayList<>();
  private long count;

  void add(Finding.Kind kind, S3Location place, String what) {
    add(kind, place.uri(), what);
  }

  void add(Finding.Kind kind, String place, String what) {
    if (count++ < NAMED) {
      named.add(new Finding(kind, place, what));
    }
  }

  /// Holds two counts against one another.
  void same(String place, String what, long expected, long found) {
    if (expected != found) {
      add(
          Finding.Kind.COUNTS_DIFFER,
          place,
          "%s: expected %d, found %d".formatted(what, expected, found));
    }
  }

  List<Finding> named() {
    return List.copyOf(named);
  }

  long count() {
    return count;
  }
}
