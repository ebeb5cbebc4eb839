package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.RefusedRows;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.Refusal;
import dev.batchwright.batch.transform.RefusalSink;
import java.util.Optional;

/// Writes the rows that one attempt refuses as JSON Lines. For one writer.
final class RefusedOutput implements RefusalSink {

  private final ObjectOutput output;
  private long rows;

  RefusedOutput(Storage storage, S3Location location, String owner) {
    output = new ObjectOutput(storage, location, owner);
  }

  @Override
  public void refuse(Refusal refusal) {
    byte[] json = Json.write(refusal);
    output.write(json, 0, json.length);
    output.write('\n');
    rows++;
  }

  Optional<RefusedRows> finish() {
    if (rows == 0) {
      return Optional.empty();
    }
    return Optional.of(new RefusedRows(output.finish(), rows));
  }

  void discard() {
    output.discard();
  }
}
