package dev.batchwright.states.definition;

import java.util.Objects;

/// What comes after a state.
public sealed interface Transition {

  /// The workflow ends here.
  record End() implements Transition {}

  /// Another state follows.
  record Next(String state) implements Transition {
    public Next {
      Objects.requireNonNull(state, "state");
    }
  }
}
