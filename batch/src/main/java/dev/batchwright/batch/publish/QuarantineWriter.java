package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.RefusedRows;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.QuarantinedRow;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.Refusal;
import java.util.List;
import java.util.Optional;

/// Gathers the refused rows of all chunks into one object, and gives each its row number within its
/// input object. For one writer.
final class QuarantineWriter {

  private final Storage storage;
  private final ObjectOutput output;
  private String object = "";
  private long rowsBefore;
  private long rows;

  QuarantineWriter(Storage storage, RunPlan plan, String attempt) {
    this.storage = storage;
    this.output = new ObjectOutput(storage, plan.layout().quarantine(attempt), attempt);
  }

  /// Takes the refused rows of the next chunk.
  void add(MapCommit commit) {
    SegmentAccount first = commit.accounts().getFirst();
    if (first.segment().startByte() == 0 || !first.segment().object().place().equals(object)) {
      rowsBefore = 0;
    }
    object = first.segment().object().place();
    commit.refused().ifPresent(refused -> copy(refused, commit.accounts()));
    rowsBefore += commit.accounts().getLast().rows().read();
  }

  private void copy(RefusedRows refused, List<SegmentAccount> accounts) {
    // Only the first segment of a chunk can start within its object; rows of others count from 0.
    String continued = accounts.getFirst().segment().object().place();
    PinnedObject from = new PinnedObject(storage, refused.object());
    try (Lines lines = new Lines(from.place(), from.open(0, from.sizeBytes()))) {
      while (lines.next()) {
        Refusal refusal = lines.as(Refusal.class);
        long before = refusal.place().equals(continued) ? rowsBefore : 0;
        write(
            new QuarantinedRow(
                refusal.place(),
                before + refusal.rowInSegment() + 1,
                refusal.startByte(),
                refusal.endByte(),
                refusal.column(),
                refusal.reason(),
                refusal.text()));
      }
    }
  }

  private void write(QuarantinedRow row) {
    byte[] json = Json.write(row);
    output.write(json, 0, json.length);
    output.write('\n');
    rows++;
  }

  /// Makes the object, where there is a row.
  ///
  /// @return its URI
  Optional<String> finish() {
    if (rows == 0) {
      return Optional.empty();
    }
    output.finish();
    return Optional.of(output.location().uri());
  }

  long rows() {
    return rows;
  }

  void discard() {
    output.discard();
  }
}
