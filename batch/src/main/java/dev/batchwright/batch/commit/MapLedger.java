package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Walks over all chunks of a plan with their commits, in order.
///
/// Commits are read ahead on virtual threads; memory is bounded by the number of segments that are
/// in flight, however many chunks there are.
public final class MapLedger {

  /// Commits read at once. At some 20 ms each that is 3,000 a second.
  private static final int AHEAD_CHUNKS = 64;

  /// A commit tells of each of its segments in some 500 bytes.
  private static final int AHEAD_SEGMENTS = 4_000;

  private record Line(Chunk chunk, long startByte, long endByte, List<S3Location> commits) {}

  private final Storage storage;
  private final RunPlan plan;
  private final Set<Integer> without;

  public MapLedger(Storage storage, RunPlan plan) {
    this(storage, plan, Set.of());
  }

  /// @param without numbers of chunks that count as not committed, whatever is there
  public MapLedger(Storage storage, RunPlan plan, Set<Integer> without) {
    this.storage = storage;
    this.plan = plan;
    this.without = Set.copyOf(without);
  }

  /// Hands every chunk on, in order, with how it stands.
  public void walk(Consumer<ChunkStanding> visitor) {
    Chain chain = new Chain(plan.seams());
    CommitKeys keys = new CommitKeys(storage, plan.layout().mapCommits());
    Ahead<Line, List<MapCommit>> commits =
        new Ahead<>(
            storage.background(),
            this::read,
            (line, found) ->
                visitor.accept(
                    new ChunkStanding(
                        line.chunk(),
                        line.startByte(),
                        line.endByte(),
                        chain.standing(line.chunk(), found))),
            AHEAD_CHUNKS,
            AHEAD_SEGMENTS);
    try (Lines lines = chunks(storage, plan)) {
      while (lines.next()) {
        Chunk chunk = lines.as(Chunk.class);
        List<S3Location> at =
            without.contains(chunk.number()) ? List.of() : keys.of(chunk.number());
        commits.add(
            new Line(chunk, lines.startByte(), lines.endByte(), at), chunk.segments().size());
      }
      commits.finish();
    }
  }

  private List<MapCommit> read(Line line) {
    return line.commits().stream()
        .flatMap(at -> Attempt.find(storage, at, MapCommit.class).stream())
        .toList();
  }

  /// The chunks of a plan, in order.
  public static Lines chunks(Storage storage, RunPlan plan) {
    return new Lines(
        plan.chunkList().place(),
        new PinnedObject(storage, plan.chunkList()).open(0, plan.chunkList().sizeBytes()));
  }
}
