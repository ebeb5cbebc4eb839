package dev.batchwright.cli.target;

import dev.batchwright.batch.model.S3Location;
import java.util.Optional;

/// Reads what a run left, for its summary.
@FunctionalInterface
public interface ObjectReader {

  /// The first bytes of an object, all of them where it is not longer; empty where there is none.
  Optional<byte[]> start(S3Location location, int maxBytes);
}
