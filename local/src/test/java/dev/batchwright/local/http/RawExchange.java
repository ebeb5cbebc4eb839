package dev.batchwright.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request in the bytes of HTTP/1.1, as the JDK's server would hand it to a handler, and what was
/// answered.
final class RawExchange extends HttpExchange {

  private final String method;
  private final URI uri;
  private final Headers requestHeaders = new Headers();
  private final Headers responseHeaders = new Headers();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private InputStream body = InputStream.nullInputStream();
  private int status = -1;

  private RawExchange(String method, URI uri) {
    this.method = method;
    this.uri = uri;
  }

  /// Lines up to an empty one are the method, the target and the headers; the rest is the body.
  /// Empty where the JDK's server would not get as far as the handler.
  static Optional<RawExchange> of(byte[] data) {
    int at = 0;
    RawExchange exchange = null;
    while (at < data.length) {
      int start = at;
      while (at < data.length && data[at] != '\n') {
        at++;
      }
      String line = new String(data, start, at - start, StandardCharsets.ISO_8859_1).strip();
      at++;
      if (exchange != null && line.isEmpty()) {
        int from = Math.min(at, data.length);
        exchange.body = new ByteArrayInputStream(data, from, data.length - from);
        break;
      }
      if (exchange == null) {
        exchange = requested(line);
        if (exchange == null) {
          return Optional.empty();
        }
      } else if (!exchange.header(line)) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(exchange);
  }

  private static @Nullable RawExchange requested(String line) {
    int space = line.indexOf(' ');
    try {
      return space < 1 || !line.startsWith("/", space + 1)
          ? null
          : new RawExchange(line.substring(0, space), new URI(line.substring(space + 1)));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private boolean header(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      return false;
    }
    try {
      requestHeaders.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The body of the answer, as text.
  String answer() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Headers getRequestHeaders() {
    return requestHeaders;
  }

  @Override
  public Headers getResponseHeaders() {
    return responseHeaders;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public InputStream getRequestBody() {
    return body;
  }

  @Override
  public OutputStream getResponseBody() {
    return written;
  }

  @Override
  public void sendResponseHeaders(int newStatus, long lengthBytes) {
    status = newStatus;
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public void close() {}

  @Override
  public HttpContext getHttpContext() {
    throw new IllegalStateException("there is no server");
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {}

  @Override
  public void setStreams(InputStream in, OutputStream out) {}

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
