package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Storage;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which chunks an output goes without. The first publisher whose ledger balances says it, before
/// anything is visible, and every other one goes by it: a chunk that is committed late, by an
/// attempt that was given up, would otherwise be in what one publisher completes and not in the
/// manifest of another.
///
/// A run that tolerates no failed chunk needs none: all commits are there or nothing is published.
///
/// @param without numbers of chunks
public record Decision(Set<Integer> without) {

  public Decision {
    without = Set.copyOf(without);
  }

  /// Decides, unless it is decided.
  ///
  /// @param missing the chunks that have no commit as this publisher sees it
  /// @return what stands
  public static Decision take(Storage storage, RunPlan plan, Set<Integer> missing) {
    Decision mine = new Decision(missing);
    if (plan.request().options().toleratedFailurePercentage().orElse(0) == 0) {
      return mine;
    }
    S3Location at = plan.layout().decision();
    if (storage.putIfAbsent(at, Json.write(new Stored(new TreeSet<>(missing))))) {
      return mine;
    }
    return find(storage, plan)
        .orElseThrow(() ->
            new BadRequestException(
                at + " was there and is gone; does something delete the run's work?"));
  }

  /// What was decided, if it was.
  public static Optional<Decision> find(Storage storage, RunPlan plan) {
    S3Location at = plan.layout().decision();
    return storage
        .get(at)
        .map(bytes -> new Decision(Json.read(bytes, Stored.class, at.uri()).without()));
  }

  /// In the order of numbers, for those who read it.
  private record Stored(TreeSet<Integer> without) {}
}
