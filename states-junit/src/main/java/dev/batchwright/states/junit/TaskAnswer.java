package dev.batchwright.states.junit;

import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;

/// Works out what a task answers.
@FunctionalInterface
public interface TaskAnswer {

  /// The result of one call.
  ///
  /// @param call its arguments, and its attempt, place and task token
  /// @return JSON, as everywhere in this package: text, a tree, or what Jackson makes one of
  /// @throws TaskFailure to fail with an error name for Retry and Catch
  Object answer(TaskCall call) throws TaskFailure;
}
