package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.InputObject;
import java.util.Objects;

/// Rows that one attempt refused.
///
/// @param object where they are, JSON Lines, one refusal a line
/// @param rows how many
public record RefusedRows(InputObject object, long rows) {

  public RefusedRows {
    Objects.requireNonNull(object, "object");
  }
}
