package dev.batchwright.simulation.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;

/// Bodies that do not come as they were sent.
final class FaultyBody extends InputStream {

  private final byte[] bytes;
  private final int pieceBytes;
  private final Duration gap;
  private final Pause pause;
  private final int cutAt;
  private int position;

  private FaultyBody(byte[] bytes, int cutAt, int pieceBytes, Duration gap, Pause pause) {
    this.bytes = bytes;
    this.cutAt = cutAt;
    this.pieceBytes = pieceBytes;
    this.gap = gap;
    this.pause = pause;
  }

  /// A body whose connection is cut.
  static InputStream cut(byte[] bytes, int atByte) {
    return new FaultyBody(bytes, atByte, Integer.MAX_VALUE, Duration.ZERO, Pause.none());
  }

  /// A body that ends early; of one byte or more, one byte is missing at least.
  static InputStream truncated(byte[] bytes, int atByte) {
    return new ByteArrayInputStream(bytes, 0, Math.min(atByte, Math.max(0, bytes.length - 1)));
  }

  /// A body that comes in pieces, with time between them.
  static InputStream slow(byte[] bytes, int pieces, Duration gap, Pause pause) {
    int pieceBytes = Math.max(1, bytes.length / Math.max(1, pieces));
    return new FaultyBody(bytes, Integer.MAX_VALUE, pieceBytes, gap, pause);
  }

  /// Flips a bit.
  static void flip(byte[] bytes, double place, int bit) {
    if (bytes.length > 0) {
      int at = Math.min(bytes.length - 1, (int) (bytes.length * place));
      bytes[at] ^= (byte) (1 << bit);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (position >= cutAt) {
      throw new SocketException("Connection reset");
    }
    if (position == bytes.length) {
      return -1;
    }
    if (position > 0 && position % pieceBytes == 0) {
      pause.pass(gap);
    }
    int toPiece = pieceBytes - position % pieceBytes;
    int taken =
        Math.min(Math.min(length, bytes.length - position), Math.min(toPiece, cutAt - position));
    System.arraycopy(bytes, position, target, offset, taken);
    position += taken;
    return taken;
  }
}
