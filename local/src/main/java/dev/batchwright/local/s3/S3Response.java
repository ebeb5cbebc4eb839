package dev.batchwright.local.s3;

import com.sun.net.httpserver.HttpExchange;
import dev.batchwright.local.http.PulledBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

/// The answer to one request. Exactly one of its sending methods is called.
final class S3Response {

  private final HttpExchange exchange;
  private final String requestId;
  private boolean sent;

  S3Response(HttpExchange exchange, String requestId) {
    this.exchange = exchange;
    this.requestId = requestId;
    exchange.getResponseHeaders().set("x-amz-request-id", requestId);
  }

  /// The id that this answer has.
  String requestId() {
    return requestId;
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

  /// Answers with bytes of a file, and closes it when they are sent or taken.
  ///
  /// @throws java.io.EOFException when the file has become shorter than it was; the connection is
  ///   then cut, so that the client cannot take what came for the whole
  void file(int status, FileChannel file, ByteRange range) throws IOException {
    FileRange bytes = new FileRange(file, range);
    if (range.sizeBytes() == 0) {
      bytes.close();
      empty(status);
      return;
    }
    sent = true;
    if (exchange instanceof PulledBody client) {
      client.send(status, bytes, range.sizeBytes());
      return;
    }
    try (bytes) {
      exchange.sendResponseHeaders(status, range.sizeBytes());
      byte[] buffer = new byte[(int) Math.min(FileRange.BUFFER_BYTES, range.sizeBytes())];
      // Not closed on failure: closing would complain about missing bytes and hide the cause.
      OutputStream out = exchange.getResponseBody();
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        out.write(buffer, 0, read);
      }
      out.close();
    }
  }
}
