package dev.batchwright.batch.pipeline;

/// Answers tasks that wait for a token.
@FunctionalInterface
public interface TaskAnswers {

  /// Lets the task go on. A token that is used up or unknown is no error: somebody else answered
  /// it, or the task is tried again under a new one.
  ///
  /// @param output the task's result, JSON
  /// @throws dev.batchwright.batch.model.TransientException when it is not known whether the answer
  ///   arrived
  void succeed(String token, byte[] output);
}
