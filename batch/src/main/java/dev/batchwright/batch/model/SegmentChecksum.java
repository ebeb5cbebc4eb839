package dev.batchwright.batch.model;

import dev.batchwright.batch.checksum.ObjectChecksum;
import java.util.Objects;

/// The checksum of the very bytes that an attempt read of a segment's rows, and the one that S3 has
/// of the whole object: those of all its segments together have to be that.
///
/// @param read of the rows' bytes, as they were read
/// @param object of the object, as S3 says
public record SegmentChecksum(ObjectChecksum read, ObjectChecksum object) {

  public SegmentChecksum {
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(object, "object");
  }

  /// Whether what was read is the whole object, as S3 has it.
  public boolean matches() {
    return read.equals(object);
  }
}
