package dev.batchwright.cli.execution;

import dev.batchwright.batch.model.S3Location;
import java.util.Objects;
import java.util.OptionalLong;

/// What the workers of a run have left under its work prefix so far, for the progress: more than
/// Step Functions knows, where it is cheap to look.
@FunctionalInterface
public interface WorkSoFar {

  /// Where it would cost a request for each chunk.
  WorkSoFar UNKNOWN = _ -> Findings.NONE;

  /// Looks at the work prefix of a run.
  Findings look(S3Location work);

  /// What was found.
  ///
  /// @param rows rows read by all committed chunks
  /// @param failures attempts that failed
  record Findings(OptionalLong rows, long failures) {
    /// Nothing is known.
    public static final Findings NONE = new Findings(OptionalLong.empty(), 0);

    public Findings {
      Objects.requireNonNull(rows, "rows");
    }
  }
}
