package dev.batchwright.batch.verify;

import dev.batchwright.batch.storage.UploadedPart;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Passes an object's bytes on and holds each part of it against the checksum that it was uploaded
/// with. For one reader.
final class PartChecks extends FilterInputStream {

  private final List<UploadedPart> parts;
  private final CRC32C crc = new CRC32C();
  private final byte[] one = new byte[1];
  private int part;
  private long inPart;
  private long position;
  private Optional<String> damage = Optional.empty();

  PartChecks(InputStream bytes, List<UploadedPart> parts) {
    super(bytes);
    this.parts = parts;
  }

  @Override
  public int read() throws IOException {
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    int from = offset;
    while (from < offset + read && part < parts.size()) {
      long left = parts.get(part).sizeBytes() - inPart;
      int taken = (int) Math.min(left, offset + read - from);
      crc.update(buffer, from, taken);
      from += taken;
      inPart += taken;
      position += taken;
      if (taken == left) {
        endPart();
      }
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void endPart() {
    UploadedPart expected = parts.get(part++);
    String found =
        Base64.getEncoder()
            .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    if (damage.isEmpty() && !found.equals(expected.crc32c())) {
      damage =
          Optional.of(
              "bytes [%d, %d) have the CRC32C %s, committed was %s"
                  .formatted(position - inPart, position, found, expected.crc32c()));
    }
    crc.reset();
    inPart = 0;
  }

  /// The first part whose bytes are not what was uploaded.
  Optional<String> damage() {
    return damage;
  }
}
