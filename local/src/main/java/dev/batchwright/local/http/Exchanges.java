package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reading requests and writing answers, for the handlers of this module.
public final class Exchanges {
  private Exchanges() {}

  /// The first value of a request header, whatever its case.
  public static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The whole request body.
  ///
  /// @param limitBytes above this many bytes the request is refused
  /// @throws ServiceException `RequestEntityTooLarge`, 413
  public static byte[] body(HttpExchange exchange, int limitBytes) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(limitBytes + 1);
    if (body.length > limitBytes) {
      in.skip(Long.MAX_VALUE); // the connection stays usable for the answer
      throw new ServiceException(
          "RequestEntityTooLargeException",
          413,
          "the request body is larger than the limit of " + limitBytes + " bytes");
    }
    return body;
  }

  /// Sends a whole answer.
  public static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  /// Sends a whole answer of text in UTF-8.
  public static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    send(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }
}
