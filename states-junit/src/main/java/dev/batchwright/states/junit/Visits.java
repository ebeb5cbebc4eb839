package dev.batchwright.states.junit;

import java.util.List;
import java.util.function.Function;

/// Picks visits, or says why that cannot be.
final class Visits {

  private Visits() {}

  static Visit only(List<Visit> found, String state, Function<String, AssertionError> failure) {
    if (found.size() > 1) {
      throw failure.apply(
          "'"
              + state
              + "' was visited "
              + found.size()
              + " times: say which with visit(\""
              + state
              + "\", n), or where with state(...).item(i) or .branch(i)");
    }
    return nth(found, state, 1, failure);
  }

  static Visit nth(
      List<Visit> found, String state, int n, Function<String, AssertionError> failure) {
    if (n < 1) {
      throw new IllegalArgumentException("visit " + n + " of '" + state + "': the first is 1");
    }
    if (found.size() < n) {
      throw failure.apply(
          found.isEmpty()
              ? "'" + state + "' was expected to be visited, but never was"
              : "visit " + n + " of '" + state + "' was expected, but there were " + found.size());
    }
    return found.get(n - 1);
  }
}
