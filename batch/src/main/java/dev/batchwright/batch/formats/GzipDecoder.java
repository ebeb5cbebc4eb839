package dev.batchwright.batch.formats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes gzip (RFC 1952) of any number of members, and checks each one's length and checksums.
///
/// The JDK's `GZIPInputStream` looks for a further member only where `available()` says so, which a
/// network stream need not: it would end silently after the first one. Zero bytes after the last
/// member, as tape and block devices leave them, are skipped; anything else there is an error.
final class GzipDecoder extends InputStream {

  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int RESERVED = 0xE0;

  /// What a member starts with: gzip's two bytes, and deflate as the method.
  private static final byte[] MAGIC = {0x1F, (byte) 0x8B, 8};

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;
  private long memberBytes;
  private boolean inMember;
  private boolean anyMember;
  private boolean ended;

  GzipDecoder(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !startMember()) {
        ended = true;
        break;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  /// Gives what a member has before it looks at the member's end: a bad end takes no data with it.
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(target, offset, length);
      checksum.update(target, offset, count);
      memberBytes += count;
      if (count > 0) {
        return count;
      }
      if (inflater.finished()) {
        position = limit - inflater.getRemaining();
        endMember();
      } else if (inflater.needsInput()) {
        if (!fill()) {
          throw truncated();
        }
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      } else {
        throw new CorruptInputException("gzip data needs a preset dictionary");
      }
      return 0;
    } catch (DataFormatException e) {
      throw new CorruptInputException("gzip data is corrupt: " + e.getMessage(), e);
    }
  }

  /// Reads a member's header.
  ///
  /// @return false at the end of the stream
  private boolean startMember() throws IOException {
    int magic = next();
    while (anyMember && magic == 0) {
      magic = next();
    }
    if (magic < 0 && anyMember) {
      return false;
    }
    if (magic != 0x1F || next() != 0x8B || next() != 8) {
      throw new CorruptInputException(
          anyMember
              ? "after a gzip member there is something that is no gzip"
              : "it does not start as gzip does");
    }
    checksum.reset();
    checksum.update(MAGIC);
    int flags = headerByte();
    if ((flags & RESERVED) != 0) {
      throw new CorruptInputException("gzip data has flags that RFC 1952 does not know");
    }
    skip(6);
    if ((flags & FEXTRA) != 0) {
      skip(headerByte() | headerByte() << 8);
    }
    skipText((flags & FNAME) != 0);
    skipText((flags & FCOMMENT) != 0);
    int expected = (int) checksum.getValue() & 0xFFFF;
    if ((flags & FHCRC) != 0 && (must() | must() << 8) != expected) {
      throw new CorruptInputException("the checksum of a gzip header does not match its data");
    }
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    position = limit;
    checksum.reset();
    memberBytes = 0;
    inMember = true;
    anyMember = true;
    return true;
  }

  private void endMember() throws IOException {
    inMember = false;
    long expectedChecksum = fourBytes();
    long expectedBytes = fourBytes();
    if (expectedChecksum != checksum.getValue()) {
      throw new CorruptInputException("the checksum of a gzip member does not match its data");
    }
    if (expectedBytes != (memberBytes & 0xFFFFFFFFL)) {
      throw new CorruptInputException("the length of a gzip member does not match its data");
    }
  }

  private long fourBytes() throws IOException {
    return (must() | must() << 8 | must() << 16 | (long) must() << 24) & 0xFFFFFFFFL;
  }

  private void skipText(boolean present) throws IOException {
    while (present && headerByte() != 0) {
      continue;
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  /// A byte that a header's own checksum covers.
  private int headerByte() throws IOException {
    int b = must();
    checksum.update(b);
    return b;
  }

  private int must() throws IOException {
    int b = next();
    if (b < 0) {
      throw truncated();
    }
    return b;
  }

  private int next() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(0, count);
    return count > 0;
  }

  private static IOException truncated() {
    return new CorruptInputException(
        "gzip data ends in the middle of a member",
        new EOFException("the object was probably cut when it was written"));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
