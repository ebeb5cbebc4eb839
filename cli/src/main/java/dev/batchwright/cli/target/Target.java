package dev.batchwright.cli.target;

import dev.batchwright.batch.storage.Storage;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Pace;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.letters.DeadLetters;

/// A place where runs run, reached.
public interface Target extends AutoCloseable {

  /// The Step Functions API of it, for the state machine of runs.
  Executions executions();

  /// Reads what runs leave there.
  ObjectReader objects();

  /// The object store, as the stages have it.
  Storage storage();

  /// Looks at what workers have left so far.
  WorkSoFar work();

  /// The queue of what was given up.
  DeadLetters letters();

  /// Where the messages about what was given up are, for a person.
  String deadLetters();

  /// How often it may be asked.
  Pace pace();

  @Override
  void close();
}
