package dev.batchwright.local.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The answer to one request. Exactly one of its sending methods is called.
final class S3Response {

  /// One read of the file and one write to the socket; measured: larger ones gain nothing.
  private static final int BUFFER_BYTES = 256 * 1024;

  private final HttpExchange exchange;
  private boolean sent;

  S3Response(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /// Whether the status has gone out, after which nothing else can be answered.
  boolean isSent() {
    return sent;
  }

  S3Response header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  S3Response etag(String etag) {
    return header("ETag", ETags.quote(etag));
  }

  S3Response checksum(ObjectChecksum checksum) {
    return header(checksum.algorithm().header(), checksum.value())
        .header("x-amz-checksum-type", checksum.type().name());
  }

  /// Sends no body.
  void empty(int status) throws IOException {
    sent = true;
    exchange.sendResponseHeaders(status, -1);
  }

  /// Sends the headers that a body of this size would have, as an answer to HEAD.
  void head(int status, long sizeBytes) throws IOException {
    header("Content-Length", Long.toString(sizeBytes));
    empty(status);
  }

  void xml(int status, XmlWriter document) throws IOException {
    byte[] body = document.toBytes();
    header("Content-Type", "application/xml");
    sent = true;
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /// Streams bytes of a file.
  ///
  /// @throws EOFException when the file has become shorter than it was; the connection is then cut,
  ///   so that the client cannot take what came for the whole
  void file(int status, FileChannel file, ByteRange range) throws IOException {
    if (range.sizeBytes() == 0) {
      empty(status);
      return;
    }
    sent = true;
    exchange.sendResponseHeaders(status, range.sizeBytes());
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, range.sizeBytes()));
    // Not closed on failure: closing would complain about missing bytes and hide the cause.
    OutputStream out = exchange.getResponseBody();
    for (long position = range.startByte(); position < range.endByte(); ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), range.endByte() - position));
      int read = file.read(buffer, position);
      if (read < 0) {
        throw new EOFException(
            "the file was cut at byte "
                + position
                + " while bytes ["
                + range.startByte()
                + ", "
                + range.endByte()
                + ") were being sent");
      }
      out.write(buffer.array(), 0, read);
      position += read;
    }
    out.close();
  }
}
