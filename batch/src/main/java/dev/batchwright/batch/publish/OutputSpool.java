package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Remembers which uploads are to be completed, until it is known that all may be: in memory, or in
/// an object where there are many. For one publisher.
final class OutputSpool {

  /// Outputs kept in memory; a few MiB.
  private static final int KEPT = 10_000;

  /// Completions at once. S3 takes seconds for one of many parts.
  private static final int AHEAD = 32;

  private final Storage storage;
  private final ObjectOutput output;
  private final List<CommittedOutput> kept = new ArrayList<>();
  private long outputs;

  OutputSpool(Storage storage, S3Location location, String attempt) {
    this.storage = storage;
    this.output = new ObjectOutput(storage, location, attempt);
  }

  void add(CommittedOutput committed) {
    outputs++;
    if (outputs <= KEPT) {
      kept.add(committed);
      return;
    }
    byte[] json = Json.write(committed);
    output.write(json, 0, json.length);
    output.write('\n');
  }

  long outputs() {
    return outputs;
  }

  /// Completes all uploads, and hands each on with its ETag, in order. The first one is completed
  /// alone: should two runs publish to one prefix, one of them fails there, with nothing visible.
  void complete(BiConsumer<CommittedOutput, String> completed) {
    Ahead<CommittedOutput, String> ahead =
        new Ahead<>(
            storage.background(),
            each -> storage.complete(each.pending()),
            completed,
            AHEAD,
            AHEAD);
    for (int i = 0; i < kept.size(); i++) {
      ahead.add(kept.get(i), 1);
      if (i == 0) {
        ahead.finish();
      }
    }
    if (outputs > KEPT) {
      PinnedObject spooled = new PinnedObject(storage, output.finish());
      try (Lines lines = new Lines(spooled.place(), spooled.open(0, spooled.sizeBytes()))) {
        while (lines.next()) {
          ahead.add(lines.as(CommittedOutput.class), 1);
        }
      }
    }
    ahead.finish();
  }

  void discard() {
    output.discard();
  }
}
