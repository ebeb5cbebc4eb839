package dev.batchwright.cli.letters;

import java.util.List;

/// The queue of dead letters of all runs.
///
/// Every method throws [dev.batchwright.cli.execution.UnreachableException] when the queue does not
/// answer or refuses the credentials.
public interface DeadLetters {

  /// Takes the letters of a run: nobody else receives them for some minutes. Those of other runs
  /// are given back.
  List<Letter> take(String run);

  /// Gives letters back: they can be received again at once.
  void giveBack(List<Letter> letters);

  /// Removes letters for good.
  void delete(List<Letter> letters);
}
