package dev.batchwright.states.junit;

import java.util.Objects;

/// One thing in a machine that a run can reach.
///
/// @param kind what it counts as
/// @param key what observations know it by
/// @param text what reports call it
record CoveragePoint(Kind kind, String key, String text) {

  /// What is counted.
  enum Kind {
    /// A state is entered.
    STATE("states"),
    /// A state is left by its Next or End.
    TRANSITION("transitions"),
    /// A rule, a Default, a retrier or a catcher is taken.
    BRANCH("branches");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    String plural() {
      return plural;
    }
  }

  CoveragePoint {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(text, "text");
  }

  static String state(String name) {
    return "state " + name;
  }

  static String transition(String name) {
    return "transition " + name;
  }

  static String rule(String name, int index) {
    return "rule " + index + " of " + name;
  }

  static String byDefault(String name) {
    return "default of " + name;
  }

  static String retrier(String name, int index) {
    return "retrier " + index + " of " + name;
  }

  static String catcher(String name, int index) {
    return "catcher " + index + " of " + name;
  }
}
