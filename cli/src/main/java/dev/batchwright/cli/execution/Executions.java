package dev.batchwright.cli.execution;

import java.util.List;

/// The Step Functions API, as little of it as starting and watching a run needs.
///
/// Every method throws [UnreachableException] when the target does not answer or refuses the
/// credentials.
public interface Executions {

  /// Starts an execution.
  ///
  /// @param name its name, unique among executions of its state machine
  /// @param input its input, JSON
  /// @return its ARN; the ARN of the running one when one of this name and input runs already
  /// @throws NameTakenException when there was one of this name that has ended, or that was given
  ///   another input
  String start(String name, String input) throws NameTakenException;

  /// How an execution stands.
  Standing standing(String arn);

  /// What happened in an execution after an event, in order.
  ///
  /// @param afterEvent the id of the last event that is known, 0 for none
  List<Happening> since(String arn, long afterEvent);

  /// How many items of a Map Run are done.
  ItemCounts items(String mapRunArn);

  /// Asks an execution to stop.
  void stop(String arn, String error, String cause);
}
