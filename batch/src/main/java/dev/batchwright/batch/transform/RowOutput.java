package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.Codecs;
import dev.batchwright.job.Codec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Where written rows go: a buffer in front of the output, compressed where the format says so.
/// Nothing is written before the first row; so an output without rows stays empty.
final class RowOutput {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Codec codec;
  private final OutputStream target;
  private final ByteBuilder pending = new ByteBuilder(1 << 12);
  private @Nullable OutputStream encoded;
  private long rows;

  RowOutput(Codec codec, OutputStream target) {
    this.codec = codec;
    this.target = target;
  }

  /// Where rows are written to.
  ByteBuilder pending() {
    return pending;
  }

  /// How many rows were written.
  long rows() {
    return rows;
  }

  /// Says that a row was written to [#pending()].
  void rowWritten() throws IOException {
    rows++;
    if (pending.length() >= BUFFER_BYTES) {
      drain();
    }
  }

  private void drain() throws IOException {
    OutputStream out = encoded;
    if (out == null) {
      out = Codecs.encode(codec, new Unclosed(target));
      encoded = out;
    }
    out.write(pending.array(), 0, pending.length());
    pending.truncate(0);
  }

  /// Writes what is pending, and the end of the compressed data.
  void finish() throws IOException {
    if (rows > 0) {
      drain();
    }
    if (encoded != null) {
      encoded.close();
    }
  }

  /// The output belongs to the caller, who closes it.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
