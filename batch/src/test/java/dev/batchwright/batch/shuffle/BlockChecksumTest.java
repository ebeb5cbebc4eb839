package dev.batchwright.batch.shuffle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.batchwright.batch.model.TransientException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A block with any one bit flipped, in its header as well, is not taken for a block: a smaller
/// number of entries would lose rows, a larger one would read beyond the payload.
final class BlockChecksumTest {

  private static byte[] block() throws IOException {
    BlockWriter writer = new BlockWriter();
    byte[] entry = {1, 2, 3, 4, 5};
    for (int i = 0; i < 5; i++) {
      writer.add(entry, 0, 2, entry.length);
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    writer.writeTo(written);
    return written.toByteArray();
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] block = block();
    for (int bit = 0; bit < block.length * 8; bit++) {
      byte[] damaged = block.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      BlockReader reader = new BlockReader("a run", 0, new ByteArrayInputStream(damaged));
      int flipped = bit;
      try {
        reader.next();
        fail("bit %d of %s was not missed", flipped, damaged.length);
      } catch (TransientException | EOFException e) {
        // Either says that it is to be read again.
      }
    }
  }

  @Test
  void aLengthBeyondAnyBlockIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] damaged = block();
    damaged[0] = 0x7f;
    BlockReader reader = new BlockReader("a run", 0, new ByteArrayInputStream(damaged));
    assertThatThrownBy(reader::next)
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("a run: the block at byte 0 has no valid header");
  }
}
