package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.CommitKeys;
import dev.batchwright.batch.commit.ItemWaves;
import dev.batchwright.batch.commit.PartitionList;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Partitions;
import dev.batchwright.batch.model.ReduceItem;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.storage.Storage;
import java.util.List;
import java.util.Optional;

/// Stage `Plan partitions`: cuts the shuffle into ranges of keys of about the same size, and lists
/// for every partition which bytes of which sorted run it takes.
///
/// Ranges, and not hashes: one mechanism serves grouping and sorting, the output is in order over
/// all its objects, and a skewed key costs only its own partition. Bounds come from the runs'
/// indexes, which name the first key of every 32 KiB, so nothing is sampled in vain.
///
/// Safe for many threads.
public final class PartitionPlan {

  private final StageEnvironment environment;
  private final Runs runs;

  public PartitionPlan(StageEnvironment environment) {
    this.environment = environment;
    this.runs = new Runs(environment.clock());
  }

  /// Plans the partitions of what the mappers committed, or takes up those that are planned.
  ///
  /// @throws BadRequestException when the shuffle is too large for S3
  public Partitions plan(WorkRef request) {
    Run run = runs.at(environment.storage(), request.work());
    try (Attempt attempt = new Attempt(environment)) {
      ShuffledRuns shuffle = ShuffledRuns.of(attempt.storage(), run.plan());
      S3Location at = run.layout().partitions(shuffle.name());
      Optional<PartitionList> known = find(attempt.storage(), at);
      PartitionList partitions =
          known.isPresent() ? known.get() : planNow(attempt, run, shuffle, at);
      return list(attempt, run.layout(), partitions);
    }
  }

  private static Optional<PartitionList> find(Storage storage, S3Location at) {
    return storage.get(at).map(bytes -> Json.read(bytes, PartitionList.class, at.uri()));
  }

  private static PartitionList planNow(
      Attempt attempt, Run run, ShuffledRuns shuffle, S3Location at) {
    Storage storage = attempt.storage();
    int wanted =
        PartitionCount.choose(
            shuffle.bytes(), shuffle.runs().size(), run.plan().request().options().partitions());
    RunIndexes indexes = new RunIndexes(storage, shuffle.runs());
    List<byte[]> bounds = wanted == 1 ? List.of() : bounds(indexes, wanted);
    PartitionList mine =
        new SliceList(shuffle, indexes, bounds).write(attempt, run.layout().slices(attempt.id()));
    attempt.keep();
    if (storage.putIfAbsent(at, Json.write(mine))) {
      return mine;
    }
    return find(storage, at)
        .orElseThrow(() -> new TransientException(at + " was there and is gone; plan again"));
  }

  private static List<byte[]> bounds(RunIndexes indexes, int partitions) {
    KeySample sample = new KeySample();
    indexes.forEach((index, _) -> sample.add(index));
    return sample.bounds(partitions);
  }

  private static Partitions list(Attempt attempt, WorkLayout layout, PartitionList list) {
    ItemWaves waves =
        new ItemWaves(attempt.storage(), layout.items("reduce", attempt.id()), attempt.id());
    attempt.otherwise(_ -> waves.abort());
    CommitKeys commits = new CommitKeys(attempt.storage(), layout.reduceCommits(list.shuffle()));
    int partitions = list.partitions().size();
    for (int p = 0; p < partitions; p++) {
      if (commits.of(p).isEmpty()) {
        PartitionList.Place place = list.partitions().get(p);
        waves.add(new ReduceItem(p, list.shuffle(), place.startByte(), place.endByte()));
      }
    }
    return new Partitions(partitions, waves.items(), waves.key(), waves.finish());
  }
}
