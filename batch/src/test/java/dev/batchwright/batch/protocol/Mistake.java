package dev.batchwright.batch.protocol;

/// A guarantee that is left out, to see that the model notices.
enum Mistake {
  /// Commits are written whatever is there.
  COMMIT_OVERWRITES,
  /// An attempt that meets a commit takes it for another's, also after a lost answer.
  DOES_NOT_KNOW_ITSELF,
  /// The ledger is not held against the plan.
  NO_LEDGER,
  /// A refusing publisher writes over the summary of one that published.
  REFUSAL_OVERWRITES,
  /// Each publisher goes by the ledger that it saw, when chunks may fail.
  NO_DECISION,
  /// `_SUCCESS` goes before the manifest.
  SUCCESS_FIRST
}
