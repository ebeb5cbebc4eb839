package dev.batchwright.cli;

import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Listed;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.place.Mount;
import dev.batchwright.cli.state.RunNote;
import dev.batchwright.cli.state.RunNotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Notes the runs of a `batchwright local` in its state directory, since its executions end with
/// it.
final class RunJournal {

  /// Between two looks: what is lost by a kill is the end of runs of one second.
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /// Executions that are looked at each time, the newest.
  private static final int MOST = 1_000;

  private final Executions executions;
  private final RunNotes notes;
  private final List<Mount> mounts;
  private final Map<String, Boolean> ended = new HashMap<>();

  /// @param executions those of the target
  /// @param mounts the directories that are its buckets
  RunJournal(Executions executions, Path stateDirectory, List<Mount> mounts) {
    this.executions = executions;
    this.notes = new RunNotes(stateDirectory);
    this.mounts = List.copyOf(mounts);
  }

  /// Notes what is new.
  void keep() {
    List<Listed> newest = executions.newest(Optional.empty(), MOST);
    ended.keySet().retainAll(newest.stream().map(Listed::arn).toList());
    for (Listed listed : newest.reversed()) {
      if (!ended.getOrDefault(listed.arn(), false)) {
        executions.describe(listed.arn()).ifPresent(this::note);
      }
    }
  }

  private void note(Described execution) {
    boolean over = !(execution.standing() instanceof Standing.Running);
    if (over || !ended.containsKey(execution.arn())) {
      notes.write(RunNote.of(execution, mounts));
    }
    ended.put(execution.arn(), over);
  }
}
