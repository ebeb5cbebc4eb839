package dev.batchwright.local.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/// A request body that is a document and is held in memory.
final class SmallBody implements WritableByteChannel {

  /// CompleteMultipartUpload with 10,000 parts, each with every checksum, takes 4 MB.
  private static final int MAX_BYTES = 8 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SmallBody() {}

  /// @throws S3Exception MalformedXML when it is larger than any document of the protocol; what
  ///   [ReceivedBody] throws for digests that do not match
  static byte[] read(S3Request request) throws IOException {
    SmallBody body = new SmallBody();
    ReceivedBody.receive(request, body, Optional.empty());
    return body.bytes.toByteArray();
  }

  @Override
  public int write(ByteBuffer from) {
    int size = from.remaining();
    if (bytes.size() + size > MAX_BYTES) {
      throw new S3Exception(
          ErrorCode.MALFORMED_XML, "The document has more than " + MAX_BYTES + " bytes");
    }
    bytes.write(from.array(), from.arrayOffset() + from.position(), size);
    from.position(from.limit());
    return size;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
