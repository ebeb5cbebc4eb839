package dev.batchwright.batch.formats;

import dev.batchwright.batch.model.BadInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Decoded bytes of one object, of which there may be so many and no more.
final class LimitedDecoding extends FilterInputStream {

  private final ObjectBytes object;
  private final long limitBytes;
  private long givenBytes;

  LimitedDecoding(InputStream decoded, ObjectBytes object, long limitBytes) {
    super(decoded);
    this.object = object;
    this.limitBytes = limitBytes;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    givenBytes += Math.max(0, count);
    if (givenBytes > limitBytes) {
      throw new BadInputException(
          ("[%s decoded byte %d] unpacks into more than the limit of %d bytes (option"
                  + " maxDecodedBytes), and the object has %d: it may be an archive bomb. If it is"
                  + " none, start a new run with a larger --max-decoded, or write smaller objects")
              .formatted(object.place(), limitBytes, limitBytes, object.sizeBytes()));
    }
    return count;
  }
}
