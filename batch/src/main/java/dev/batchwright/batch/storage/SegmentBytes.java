package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentChecksum;
import dev.batchwright.batch.model.TransientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/// An object's bytes for whoever reads one segment of it, with the checksum of exactly the bytes of
/// the segment's own rows: they start a little after the segment does and end a little after it. S3
/// has no checksum of a range, but one of the whole object as a rule, and those of all rows join to
/// that. For one reader.
///
/// Counted is the stream that was opened last, as the reader saw it; a header that is looked at
/// before is not. Bytes that it did not come to are read for it at the end. Memory: what the last
/// row reaches beyond the segment, which the reader holds as well, and the segment's first bytes.
public final class SegmentBytes implements ObjectBytes {

  /// First rows mostly start within so much; where one does not, the bytes before it are read once
  /// more.
  private static final int HEAD_BYTES = 64 << 10;

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

  /// The checksum of the bytes `[firstRowByte, nextRowByte)`, and the object's; empty where S3 has
  /// none that would tell.
  ///
  /// @param firstRowByte where the segment's first row starts
  /// @param nextRowByte where the first row behind its own starts
  public Optional<SegmentChecksum> checksum(long firstRowByte, long nextRowByte)
      throws IOException {
    Optional<ObjectChecksum> whole = whole();
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    CrcAlgorithm algorithm = whole.get().algorithm();
    Pass pass = last.orElseGet(() -> new Pass(InputStream.nullInputStream(), firstRowByte));
    long end = Math.min(segment.endByte(), nextRowByte);
    ObjectChecksum read =
        firstRowByte < end && nextRowByte >= segment.endByte()
            ? pass.within(algorithm, firstRowByte)
            : of(algorithm, firstRowByte, end);
    if (firstRowByte < nextRowByte && nextRowByte > segment.endByte()) {
      long from = Math.max(firstRowByte, segment.endByte());
      read = read.then(pass.beyond(algorithm, from, nextRowByte), nextRowByte - from);
    }
    return Optional.of(new SegmentChecksum(read, whole.get()));
  }

  private ObjectChecksum of(CrcAlgorithm algorithm, long startByte, long endByte)
      throws IOException {
    Checksum crc = algorithm.begin();
    if (startByte >= endByte) {
      return algorithm.of(crc);
    }
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

  /// One way through the object, which counts the bytes `[fromByte, toByte)` of the segment and
  /// keeps those at its start and behind its end, of which only the reader knows whose they are.
  private final class Pass extends InputStream {

    private final InputStream in;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private long atByte;
    private long fromByte = segment.startByte();
    private long toByte = segment.startByte();
    private @Nullable Checksum crc;

    Pass(InputStream in, long startByte) {
      this.in = in;
      this.atByte = startByte;
    }

    /// Of the bytes from here to the segment's end.
    ObjectChecksum within(CrcAlgorithm algorithm, long startByte) throws IOException {
      Checksum seen = crc;
      if (seen == null || startByte >= toByte) {
        return of(algorithm, startByte, segment.endByte());
      }
      ObjectChecksum read = algorithm.of(seen);
      if (startByte > fromByte) {
        int skipped = (int) Math.min(Integer.MAX_VALUE, startByte - fromByte);
        ObjectChecksum before =
            skipped <= head.size()
                ? algorithm.of(head.toByteArray(), 0, skipped)
                : of(algorithm, fromByte, startByte);
        read = read.without(before, toByte - startByte);
      } else {
        read = of(algorithm, startByte, fromByte).then(read, toByte - fromByte);
      }
      long left = segment.endByte() - toByte;
      return read.then(of(algorithm, toByte, segment.endByte()), left);
    }

    /// Of the bytes `[startByte, endByte)` behind the segment's end.
    ObjectChecksum beyond(CrcAlgorithm algorithm, long startByte, long endByte) throws IOException {
      boolean kept = startByte == segment.endByte() && endByte - startByte <= tail.size();
      return kept
          ? algorithm.of(tail.toByteArray(), 0, (int) (endByte - startByte))
          : of(algorithm, startByte, endByte);
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
      if (from < to && whole().isPresent()) {
        count(buffer, offset + (int) (from - atByte), from, to);
      }
      long beyond = Math.max(atByte, segment.endByte());
      if (beyond < atByte + count && beyond == segment.endByte() + tail.size()) {
        int skipped = (int) (beyond - atByte);
        tail.write(buffer, offset + skipped, count - skipped);
      }
    }

    private void count(byte[] buffer, int offset, long from, long to) {
      Checksum sum = crc;
      if (sum == null) {
        sum = whole().orElseThrow().algorithm().begin();
        crc = sum;
        fromByte = from;
      }
      int count = (int) (to - from);
      sum.update(buffer, offset, count);
      head.write(buffer, offset, Math.max(0, Math.min(count, HEAD_BYTES - head.size())));
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
