package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.model.TransientException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Reads blocks, each against its checksum. For one reader.
final class BlockReader implements AutoCloseable {

  /// More than any block has: it is closed at 32 KiB, after an entry, which is about a row, and
  /// rows are of 8 MiB at most. So a broken length does not ask for all memory there is.
  private static final int MAX_PAYLOAD_BYTES = 256 << 20;

  private final String place;
  private final InputStream input;
  private final byte[] header = new byte[BlockWriter.HEADER_BYTES];
  private final CRC32C crc = new CRC32C();
  private long atByte;
  private int entries;
  private byte[] payload = new byte[0];

  /// @param place what is read, for messages
  /// @param startByte where in it `input` starts, for messages
  BlockReader(String place, long startByte, InputStream input) {
    this.place = place;
    this.atByte = startByte;
    this.input = input;
  }

  /// Goes to the next block; answers false at the end.
  boolean next() throws IOException {
    int got = input.readNBytes(header, 0, header.length);
    if (got == 0) {
      return false;
    }
    ByteBuffer head = ByteBuffer.wrap(header);
    int length = head.getInt();
    int expected = head.getInt();
    entries = head.getInt();
    if (got < header.length || length < 0 || length > MAX_PAYLOAD_BYTES || entries < 0) {
      throw broken("has no valid header");
    }
    // A reused array would keep a giant's size for good, and entries end where the array ends.
    payload = new byte[length];
    if (input.readNBytes(payload, 0, length) < length) {
      throw new EOFException(place + ": the block at byte " + atByte + " is cut off");
    }
    if (BlockWriter.checksum(crc, payload, 0, length, entries) != expected) {
      throw broken("does not have the checksum that was written");
    }
    atByte += header.length + length;
    return true;
  }

  int entries() {
    return entries;
  }

  byte[] payload() {
    return payload;
  }

  private TransientException broken(String what) {
    return new TransientException(
        place
            + ": the block at byte "
            + atByte
            + " "
            + what
            + "; it is read again by a new attempt");
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
