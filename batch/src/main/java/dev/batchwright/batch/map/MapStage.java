package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapOutcome;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.PinnedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Stage `Map chunks`: one call streams one chunk through the job and commits it, once, however
/// often and wherever it is called.
///
/// A chunk costs one GET of its line in the plan, one GET that looks for a commit, its ranges, and
/// what it writes: an upload, a shuffle object, refused rows, the commit. Plans and compiled jobs
/// are kept between calls. Safe for many threads.
public final class MapStage {

  private static final String SHORT_OF_TIME =
      "Set smaller chunks (--chunk-size, option chunkBytes), or give the workers more memory"
          + " (template parameter WorkerMemory), and with it more CPU. A compressed object cannot be cut: write"
          + " smaller ones";

  private final StageEnvironment environment;
  private final Runs runs;

  public MapStage(StageEnvironment environment) {
    this.environment = environment;
    this.runs = new Runs(environment.clock());
  }

  /// Does one chunk, unless it is committed already.
  ///
  /// @return the outcome of the attempt that won, whichever that was
  /// @throws dev.batchwright.batch.model.ToleranceExceededException when more of its rows are
  ///   refused than the job tolerates of a chunk
  public MapOutcome map(MapRequest request) {
    Run run = runs.at(environment.storage(), request.work());
    MapItem item = request.item();
    S3Location at = run.layout().mapCommit(item.chunk(), item.knownRowStart());
    try (Attempt attempt = new Attempt(environment)) {
      Optional<MapCommit> known = Attempt.find(attempt.storage(), at, MapCommit.class);
      if (known.isPresent()) {
        return outcome(known.get(), attempt);
      }
      try {
        Chunk chunk = chunk(attempt, run, item);
        attempt.works(chunk.place(), chunk.lengthBytes(), SHORT_OF_TIME);
        MapCommit mine =
            new ChunkWork(attempt, run, chunk, item.knownRowStart()).map(environment.limits());
        return outcome(attempt.commit(at, mine, MapCommit.class), attempt);
      } catch (IOException | UncheckedIOException e) {
        throw noted(
            run, attempt, item, new TransientException("chunk " + item.chunk() + ": " + e, e));
      } catch (RuntimeException e) {
        throw noted(run, attempt, item, e);
      }
    }
  }

  private static Chunk chunk(Attempt attempt, Run run, MapItem item) {
    PinnedObject list = new PinnedObject(attempt.storage(), run.plan().chunkList());
    String where = list.place() + " bytes [" + item.startByte() + ", " + item.endByte() + ")";
    Chunk chunk = Json.read(list.bytes(item.startByte(), item.endByte()), Chunk.class, where);
    if (chunk.number() != item.chunk()) {
      throw new BadRequestException(
          where + " is chunk " + chunk.number() + ", expected " + item.chunk());
    }
    return chunk;
  }

  private RuntimeException noted(Run run, Attempt attempt, MapItem item, RuntimeException failure) {
    FailureNote.leave(
        environment,
        run.layout().failure("map", item.chunk(), attempt.id()),
        attempt,
        new FailureNote.Item("map", item.chunk()),
        failure);
    return failure;
  }

  private static MapOutcome outcome(MapCommit winner, Attempt attempt) {
    RowCounts rows = winner.rows();
    return new MapOutcome(
        winner.chunk(),
        winner.attempt(),
        winner.attempt().equals(attempt.id()),
        winner.effort().bytesRead(),
        rows.read(),
        rows.quarantined());
  }
}
