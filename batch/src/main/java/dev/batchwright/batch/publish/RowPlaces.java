package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.DuplicateKeys;
import java.util.function.Function;

/// Says where rows come from that were remembered as two numbers. Reads the list of chunks again
/// for each, which only a check that fails makes necessary, and for a few rows.
final class RowPlaces implements Function<DuplicateKeys.Place, String> {

  private final Storage storage;
  private final Run run;

  RowPlaces(Storage storage, Run run) {
    this.storage = storage;
    this.run = run;
  }

  @Override
  public String apply(DuplicateKeys.Place place) {
    if (run.flow().checksInReduce()) {
      return "[%s row %d]".formatted(run.plan().output(place.item()), place.at());
    }
    try (Lines lines = MapLedger.chunks(storage, run.plan())) {
      while (lines.next()) {
        Chunk chunk = lines.as(Chunk.class);
        if (chunk.number() == place.item()) {
          String object = chunk.segments().get(place.segment()).object().place();
          return "[%s byte %d]".formatted(object, place.at());
        }
      }
    }
    throw new IllegalStateException("the plan has no chunk " + place.item());
  }
}
