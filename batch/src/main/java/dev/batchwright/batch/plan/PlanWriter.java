package dev.batchwright.batch.plan;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PlanTotals;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.ObjectOutput;
import java.util.function.Predicate;

/// Writes the list of chunks as a stream, under a key of this attempt's own.
final class PlanWriter {

  /// @param totals how much there is
  /// @param list where the chunks are listed
  record Written(PlanTotals totals, InputObject list) {}

  private final ObjectOutput output;
  private long objects;
  private long bytes;

  private PlanWriter(ObjectOutput output) {
    this.output = output;
  }

  static Written write(
      Attempt attempt,
      WorkLayout layout,
      InputSurvey survey,
      long chunkBytes,
      Predicate<String> splittable) {
    ObjectOutput output =
        new ObjectOutput(attempt.storage(), layout.chunks(attempt.id()), attempt.id());
    PlanWriter writer = new PlanWriter(output);
    try {
      Chunker chunker = new Chunker(chunkBytes, splittable, writer::line);
      survey.forEach(object -> {
        writer.objects++;
        writer.bytes += object.sizeBytes();
        chunker.add(object);
      });
      int chunks = chunker.finish();
      PlanTotals totals = new PlanTotals(writer.objects, writer.bytes, chunks, chunkBytes);
      return new Written(totals, output.finish());
    } catch (RuntimeException e) {
      output.discard();
      throw e;
    }
  }

  private void line(Chunk chunk) {
    byte[] json = Json.write(chunk);
    output.write(json, 0, json.length);
    output.write('\n');
  }
}
