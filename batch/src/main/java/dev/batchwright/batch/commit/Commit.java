package dev.batchwright.batch.commit;

/// What one attempt did with its item. The first one to be written is the item's winner.
public sealed interface Commit permits MapCommit, ReduceCommit {

  /// The attempt's id.
  String attempt();

  /// What it took.
  Effort effort();
}
