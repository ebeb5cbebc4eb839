package dev.batchwright.states.junit;

import java.time.Duration;
import java.util.Optional;

/// What a mocked task does with one call.
sealed interface Answer {

  /// How long it takes, in simulated time.
  Duration takes();

  /// Returns a result.
  record Returns(TaskAnswer result, Duration takes) implements Answer {}

  /// Fails.
  record Fails(String error, Optional<String> cause, Duration takes) implements Answer {}

  /// Neither returns nor fails.
  record Never(Duration takes) implements Answer {}

  /// Returns at once; later somebody sends the task token back with a result.
  ///
  /// @param heartbeat how often the token's holder says that it is alive meanwhile
  record CallsBack(TaskAnswer result, Duration takes, Optional<Duration> heartbeat)
      implements Answer {}

  /// Returns at once; later somebody sends the task token back with an error.
  record CallsBackFailing(
      String error, Optional<String> cause, Duration takes, Optional<Duration> heartbeat)
      implements Answer {}
}
