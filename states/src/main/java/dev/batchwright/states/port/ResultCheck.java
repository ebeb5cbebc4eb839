package dev.batchwright.states.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Holds a made-up result of a Task against what the service would answer, for TestState.
@FunctionalInterface
public interface ResultCheck {

  /// How strict to be.
  enum Mode {
    /// All members that the service always answers are there, and all that are there are right.
    STRICT,
    /// All members that are there are right.
    PRESENT,
    /// Anything goes.
    NONE
  }

  /// What is wrong with a result.
  ///
  /// @return one sentence for each problem; empty when it is right or nothing is known of the
  ///   service
  List<String> problems(ResourceArn resource, JsonNode result, Mode mode);

  /// A check that knows no service.
  static ResultCheck none() {
    return (_, _, _) -> List.of();
  }
}
