package dev.batchwright.batch.reduce;

import dev.batchwright.batch.shuffle.RunIndex;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/// The indexes of all runs, read in order. They are looked at twice; small ones are kept.
final class RunIndexes {

  /// Blocks whose keys are kept in memory: at some 100 bytes each, 20 MiB.
  private static final int KEPT_BLOCKS = 200_000;

  private static final int AHEAD_RUNS = 32;

  /// The index of a run of 48 MiB is some 100 KiB.
  private static final int AHEAD_BYTES = 16 << 20;

  private final Storage storage;
  private final List<ShuffledRuns.Ref> runs;
  private final List<RunIndex> kept = new ArrayList<>();
  private int keptBlocks;

  RunIndexes(Storage storage, List<ShuffledRuns.Ref> runs) {
    this.storage = storage;
    this.runs = runs;
  }

  /// Hands the index of every run on, in order, with the run's number.
  void forEach(ObjIntConsumer<RunIndex> consumer) {
    for (int i = 0; i < kept.size(); i++) {
      consumer.accept(kept.get(i), i);
    }
    Ahead<Integer, RunIndex> ahead =
        new Ahead<>(
            storage.background(),
            i -> RunIndex.read(storage, runs.get(i).object(), runs.get(i).run()),
            (i, index) -> {
              keep(i, index);
              consumer.accept(index, i);
            },
            AHEAD_RUNS,
            AHEAD_BYTES);
    for (int i = kept.size(); i < runs.size(); i++) {
      long bytes = runs.get(i).run().endByte() - runs.get(i).run().indexByte();
      ahead.add(i, (int) Math.min(Integer.MAX_VALUE / 2, bytes));
    }
    ahead.finish();
  }

  private void keep(int number, RunIndex index) {
    if (number == kept.size() && keptBlocks + index.blocks() <= KEPT_BLOCKS) {
      kept.add(index);
      keptBlocks += index.blocks();
    }
  }
}
