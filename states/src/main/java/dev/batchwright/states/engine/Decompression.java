package dev.batchwright.states.engine;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Unpacks what is packed. (AWS: "Input files support the following external compression types:
/// GZIP, ZSTD".) The first bytes tell, not the name: no text that a reader takes starts with them.
final class Decompression {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b_0000;
  private static final int ZSTD_MAGIC = 0x28b5_2ffd;

  private Decompression() {}

  /// @param stream closed by closing the result, and when this fails
  static InputStream of(InputStream stream) throws IOException {
    var buffered = new BufferedInputStream(stream, BUFFER_BYTES);
    try {
      buffered.mark(Integer.BYTES);
      byte[] start = buffered.readNBytes(Integer.BYTES);
      buffered.reset();
      int magic = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        magic = magic << Byte.SIZE | (i < start.length ? start[i] & 0xff : 0);
      }
      if ((magic & 0xffff_0000) == GZIP_MAGIC) {
        return new GZIPInputStream(buffered, BUFFER_BYTES);
      }
      return magic == ZSTD_MAGIC ? zstd(buffered) : buffered;
    } catch (IOException e) {
      buffered.close();
      throw e;
    }
  }

  private static InputStream zstd(InputStream packed) throws IOException {
    try {
      return Zstd.unpack(packed);
    } catch (NoClassDefFoundError e) {
      throw new IOException(
          "the data set is packed with zstd; add com.github.luben:zstd-jni to the class path", e);
    }
  }

  /// All that names the library, which is not there for everybody: a class of its own is linked
  /// only where it is used.
  private static final class Zstd {
    static InputStream unpack(InputStream packed) throws IOException {
      return new ZstdInputStream(packed);
    }
  }
}
