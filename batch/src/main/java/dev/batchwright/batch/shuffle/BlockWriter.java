package dev.batchwright.batch.shuffle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Collects entries into one block: a header (length of the payload, CRC32C of the payload and the
/// number of entries, that number; four bytes each, big-endian) and a payload of entries.
final class BlockWriter {

  /// Length of a block's header.
  static final int HEADER_BYTES = 12;

  private byte[] block = new byte[1 << 12];
  private int end = HEADER_BYTES;
  private int entries;

  void add(byte[] bytes, int keyStart, int keyEnd, int valueEnd) {
    int wanted = end + Entries.maxBytes(keyEnd - keyStart, valueEnd - keyEnd);
    if (wanted > block.length) {
      block = Arrays.copyOf(block, Math.max(wanted, block.length * 2));
    }
    end = Entries.write(bytes, keyStart, keyEnd, valueEnd, block, end);
    entries++;
  }

  boolean isEmpty() {
    return entries == 0;
  }

  int lengthBytes() {
    return end;
  }

  /// Writes the block and begins the next one.
  ///
  /// @return bytes written
  int writeTo(OutputStream output) throws IOException {
    int crc = checksum(new CRC32C(), block, HEADER_BYTES, end - HEADER_BYTES, entries);
    ByteBuffer.wrap(block).putInt(end - HEADER_BYTES).putInt(crc).putInt(entries);
    output.write(block, 0, end);
    int written = end;
    end = HEADER_BYTES;
    entries = 0;
    return written;
  }

  /// What a block's header says of it. The length needs no part in it: with another one the payload
  /// is another.
  static int checksum(CRC32C crc, byte[] bytes, int offset, int length, int entries) {
    crc.reset();
    crc.update(bytes, offset, length);
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(entries >>> shift);
    }
    return (int) crc.getValue();
  }
}
