package dev.batchwright.batch.commit;

import dev.batchwright.batch.storage.PendingObject;
import java.util.Objects;

/// Output rows of one attempt: an upload that publish completes.
///
/// @param pending the upload
/// @param rows rows in it
public record CommittedOutput(PendingObject pending, long rows) {

  public CommittedOutput {
    Objects.requireNonNull(pending, "pending");
  }
}
