package dev.batchwright.batch.storage;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.InputObject;
import java.io.InputStream;
import java.util.Objects;

/// An input object's bytes, read by ranged GETs that each demand the pinned ETag.
///
/// @param storage where it is
/// @param object what was pinned
public record PinnedObject(Storage storage, InputObject object) implements ObjectBytes {

  public PinnedObject {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(object, "object");
  }

  @Override
  public String place() {
    return object.place();
  }

  @Override
  public long sizeBytes() {
    return object.sizeBytes();
  }

  /// Opens the object's bytes from `startByte` on; see [RangePlan] for which ranges that asks for.
  /// The stream throws [dev.batchwright.batch.model.InputChangedException] where the object is no
  /// longer what was pinned.
  @Override
  public InputStream open(long startByte, long expectedEndByte) {
    return new ReadAheadStream(
        storage, object, RangePlan.of(startByte, expectedEndByte, object.sizeBytes()));
  }

  /// Opens exactly the bytes `[startByte, endByte)`, in ranges of at most `rangeBytes`, one ahead:
  /// for one of many readers that share a worker's memory.
  public InputStream slice(long startByte, long endByte, int rangeBytes) {
    return new ReadAheadStream(storage, object, new SliceRanges(startByte, endByte, rangeBytes));
  }

  /// All bytes of the interval `[startByte, endByte)`, by one GET; for small ones.
  public byte[] bytes(long startByte, long endByte) {
    byte[] bytes = new byte[Math.toIntExact(endByte - startByte)];
    return bytes.length == 0
        ? bytes
        : new RangeRequest(storage, object, startByte, bytes, bytes.length).await();
  }
}
