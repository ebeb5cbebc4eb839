package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What stands for the work of a state that is tried.
public sealed interface TrialAnswer {

  /// A result.
  ///
  /// @param failedIterations how many iterations of a Map failed on the way to it
  record Result(JsonNode value, OptionalLong failedIterations) implements TrialAnswer {
    public Result {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(failedIterations, "failedIterations");
    }
  }

  /// An error.
  record Failed(String error, Optional<String> cause) implements TrialAnswer {
    public Failed {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(cause, "cause");
    }
  }
}
