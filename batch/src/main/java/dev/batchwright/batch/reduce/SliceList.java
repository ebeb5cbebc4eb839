package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.PartitionList;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.shuffle.KeyRange;
import dev.batchwright.batch.shuffle.Slice;
import dev.batchwright.batch.storage.ObjectOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the slices of all partitions, partition by partition: a line with the key range, then a
/// line for every slice, in the order of chunks and runs.
final class SliceList {

  private final ShuffledRuns shuffle;
  private final List<KeyRange> ranges;

  /// Start and end of each run's slice of each partition: `2 * (run * partitions + partition)`.
  private final long[] cuts;

  SliceList(ShuffledRuns shuffle, RunIndexes indexes, List<byte[]> bounds) {
    this.shuffle = shuffle;
    this.ranges = ranges(bounds);
    this.cuts = new long[Math.multiplyExact(2 * ranges.size(), shuffle.runs().size())];
    if (ranges.size() > 1) {
      indexes.forEach((index, run) -> {
        for (int p = 0; p < ranges.size(); p++) {
          cut(run, p, index.startFor(ranges.get(p).low()), index.endFor(ranges.get(p).high()));
        }
      });
    } else {
      for (int run = 0; run < shuffle.runs().size(); run++) {
        cut(
            run,
            0,
            shuffle.runs().get(run).run().startByte(),
            shuffle.runs().get(run).run().indexByte());
      }
    }
  }

  private static List<KeyRange> ranges(List<byte[]> bounds) {
    List<KeyRange> ranges = new ArrayList<>();
    Optional<byte[]> low = Optional.empty();
    for (byte[] bound : bounds) {
      ranges.add(new KeyRange(low, Optional.of(bound)));
      low = Optional.of(bound);
    }
    ranges.add(new KeyRange(low, Optional.empty()));
    return ranges;
  }

  private void cut(int run, int partition, long start, long end) {
    int at = 2 * (run * ranges.size() + partition);
    cuts[at] = start;
    cuts[at + 1] = end;
  }

  PartitionList write(Attempt attempt, S3Location at) {
    ObjectOutput output = new ObjectOutput(attempt.storage(), at, attempt.id());
    attempt.otherwise(_ -> output.discard());
    List<PartitionList.Place> places = new ArrayList<>();
    for (int p = 0; p < ranges.size(); p++) {
      long start = output.writtenBytes();
      line(output, ranges.get(p));
      for (int run = 0; run < shuffle.runs().size(); run++) {
        int cut = 2 * (run * ranges.size() + p);
        if (cuts[cut] < cuts[cut + 1]) {
          line(output, new Slice(shuffle.runs().get(run).object(), cuts[cut], cuts[cut + 1]));
        }
      }
      places.add(new PartitionList.Place(start, output.writtenBytes()));
    }
    return new PartitionList(
        shuffle.name(), shuffle.entries(), shuffle.bytes(), output.finish(), places);
  }

  private static void line(ObjectOutput output, Object value) {
    byte[] json = Json.write(value);
    output.write(json, 0, json.length);
    output.write('\n');
  }
}
