package dev.batchwright.cli.execution;

import java.util.List;
import java.util.Optional;

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

  /// The executions of another state machine of the same stack.
  ///
  /// @param machine its logical id in infra/template.yaml, such as `Pipeline`
  /// @throws dev.batchwright.batch.model.BadRequestException when this state machine is not called
  ///   as the template calls it, so that the other's name cannot be told
  Executions sibling(String machine);

  /// The ARN that an execution of this name has, or would have.
  String arnOf(String name);

  /// What is known of an execution; empty where there is none of that ARN.
  Optional<Described> describe(String arn);

  /// An execution of this name of another state machine of the same stack: a window, a backfill, a
  /// pipeline.
  Optional<Described> elsewhere(String name);

  /// The newest executions of the state machine of runs, the newest first.
  ///
  /// @param status only those of this status, as the API calls it; empty for all
  /// @param most how many at most
  List<Listed> newest(Optional<String> status, int most);

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
