package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentChecksum;
import dev.batchwright.batch.model.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/// An object's bytes for whoever reads one segment of it, with the checksum of exactly the
/// segment's bytes: S3 has none of a range, but one of the whole object as a rule, and those of its
/// segments join to that. For one reader.
///
/// Counted is the stream that was opened last, as the reader saw it; a header that is looked at
/// before is not. Bytes of the segment that it did not come to are read for it at the end.
public final class SegmentBytes implements ObjectBytes {

  private final PinnedObject object;
  private final Segment segment;
  private final Optional<FutureTask<Optional<ObjectChecksum>>> asked;
  private Optional<Pass> last = Optional.empty();

  /// Begins to ask for the object's checksum, one HEAD. A small object's comes with its bytes.
  public SegmentBytes(Storage storage, Segment segment) {
    this.object = new PinnedObject(storage, segment.object());
    this.segment = segment;
    boolean comesWithBytes =
        segment.lengthBytes() == object.sizeBytes() && object.sizeBytes() <= RangePlan.RANGE_BYTES;
    this.asked =
        comesWithBytes
            ? Optional.empty()
            : Optional.of(storage.background().submit(() -> storage.checksum(segment.object())));
  }

  @Override
  public String place() {
    return object.place();
  }

  @Override
  public long sizeBytes() {
    return object.sizeBytes();
  }

  @Override
  public InputStream open(long startByte, long expectedEndByte) {
    InputStream in = object.open(startByte, expectedEndByte);
    if (asked.isEmpty()) {
      return in;
    }
    Pass pass = new Pass(in, startByte);
    last = Optional.of(pass);
    return pass;
  }

  /// The checksum of the segment's bytes, and the object's; empty where S3 has none that would
  /// tell.
  public Optional<SegmentChecksum> checksum() throws IOException {
    Optional<ObjectChecksum> whole = whole();
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    CrcAlgorithm algorithm = whole.get().algorithm();
    long from = last.map(pass -> pass.fromByte).orElse(segment.startByte());
    long to = last.map(pass -> pass.toByte).orElse(segment.startByte());
    ObjectChecksum read = of(algorithm, segment.startByte(), from);
    Checksum seen = last.map(pass -> pass.crc).orElse(null);
    if (seen != null) {
      read = read.then(algorithm.of(seen), to - from);
    }
    read = read.then(of(algorithm, to, segment.endByte()), segment.endByte() - to);
    return Optional.of(new SegmentChecksum(read, whole.get()));
  }

  private ObjectChecksum of(CrcAlgorithm algorithm, long startByte, long endByte)
      throws IOException {
    Checksum crc = algorithm.begin();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = object.slice(startByte, endByte, RangePlan.RANGE_BYTES)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        crc.update(buffer, 0, count);
      }
    }
    return algorithm.of(crc);
  }

  private Optional<ObjectChecksum> whole() {
    try {
      return asked.isPresent() ? asked.get().get() : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException(place() + ": waiting for its checksum was interrupted", e);
    } catch (ExecutionException e) {
      throw Failures.unwrap(e);
    }
  }

  /// One way through the object, which counts the bytes `[fromByte, toByte)` of the segment.
  private final class Pass extends InputStream {

    private final InputStream in;
    private long atByte;
    private long fromByte = segment.startByte();
    private long toByte = segment.startByte();
    private @Nullable Checksum crc;

    Pass(InputStream in, long startByte) {
      this.in = in;
      this.atByte = startByte;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        count(buffer, offset, count);
        atByte += count;
      }
      return count;
    }

    private void count(byte[] buffer, int offset, int count) {
      long from = Math.max(atByte, segment.startByte());
      long to = Math.min(atByte + count, segment.endByte());
      Optional<ObjectChecksum> whole = from < to ? whole() : Optional.empty();
      if (whole.isEmpty()) {
        return;
      }
      Checksum sum = crc;
      if (sum == null) {
        sum = whole.get().algorithm().begin();
        crc = sum;
        fromByte = from;
      }
      sum.update(buffer, offset + (int) (from - atByte), (int) (to - from));
      toByte = to;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
