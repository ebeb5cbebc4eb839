package dev.batchwright.batch.formats;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.batchwright.job.Codec;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/// Streams that compress and decompress. The native Zstandard library is loaded on first use.
public final class Codecs {

  /// Zstandard's own default: fast, and smaller than gzip.
  private static final int ZSTD_LEVEL = 3;

  private Codecs() {}

  /// A stream of the decoded bytes of `in`, which closing it closes.
  ///
  /// @throws CorruptInputException when they cannot be decoded, also while they are read
  /// @throws IOException when `in` cannot be read
  public static InputStream decode(Codec codec, InputStream in) throws IOException {
    return switch (codec) {
      case PLAIN -> in;
      case GZIP -> new GzipDecoder(in);
      case ZSTD -> new ZstdDecoder(in);
    };
  }

  /// A stream whose bytes arrive compressed at `out`. Closing it ends the compressed data and
  /// closes `out` as well.
  ///
  /// @throws IOException when `out` cannot be written
  public static OutputStream encode(Codec codec, OutputStream out) throws IOException {
    return switch (codec) {
      case PLAIN -> out;
      case GZIP -> new GZIPOutputStream(out, 64 << 10);
      case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL).setChecksum(true);
    };
  }

  /// Tells failures of the decoder from failures to get the bytes: only those are of the data.
  private static final class ZstdDecoder extends FilterInputStream {
    private final Source source;

    ZstdDecoder(InputStream in) throws IOException {
      this(new Source(in));
    }

    private ZstdDecoder(Source source) throws IOException {
      super(new ZstdInputStream(source));
      this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        if (source.failed) {
          throw e;
        }
        throw new CorruptInputException(reason(e), e);
      }
    }

    private static String reason(IOException failure) {
      return failure instanceof ZstdIOException zstd
              && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
          ? "its Zstandard window is larger than the limit of 128 MiB; compress it with --long=27"
              + " or less"
          : "Zstandard data is corrupt or cut: " + failure.getMessage();
    }
  }

  private static final class Source extends FilterInputStream {
    private boolean failed;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
