package dev.batchwright.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/// One request of an SDK client and its answer, without a connection between them. Bodies that are
/// written are held in memory; those that are handed over are not.
final class InProcessExchange extends HttpExchange implements PulledBody {

  private final SdkHttpRequest request;
  private final URI uri;
  private final Headers requestHeaders = new Headers();
  private final Headers responseHeaders = new Headers();
  private final InputStream requestBody;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream(0);
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable InputStream handedOver;
  private int status = -1;
  private long promisedBytes;

  InProcessExchange(HttpExecuteRequest execute) {
    request = execute.httpRequest();
    uri = request.getUri();
    request.forEachHeader((name, values) -> values.forEach(v -> requestHeaders.add(name, v)));
    requestBody =
        execute
            .contentStreamProvider()
            .map(p -> p.newStream())
            .orElseGet(InputStream::nullInputStream);
  }

  /// The answer, once the handler has returned.
  ///
  /// @throws IOException when there is none, or only a part of its body: what a client of a real
  ///   connection would see
  HttpExecuteResponse response() throws IOException {
    boolean whole = handedOver != null || promisedBytes <= 0 || written.size() == promisedBytes;
    if (status < 0 || !whole) {
      throw new IOException(
          "%s %s: the answer was cut off".formatted(request.method(), uri.getRawPath()));
    }
    HttpExecuteResponse.Builder answer =
        HttpExecuteResponse.builder()
            .response(
                SdkHttpFullResponse.builder().statusCode(status).headers(responseHeaders).build());
    // No body is not an empty one: the SDK would try to decompress that, as a header of HEAD says.
    if (promisedBytes >= 0) {
      InputStream body =
          handedOver != null ? handedOver : new ByteArrayInputStream(written.toByteArray());
      answer.responseBody(AbortableInputStream.create(body));
    }
    return answer.build();
  }

  @Override
  public void send(int newStatus, InputStream body, long sizeBytes) {
    handedOver = body;
    sendResponseHeaders(newStatus, sizeBytes);
  }

  @Override
  public void sendResponseHeaders(int newStatus, long lengthBytes) {
    status = newStatus;
    promisedBytes = lengthBytes;
    if (lengthBytes > 0) {
      responseHeaders.set("Content-Length", Long.toString(lengthBytes));
    }
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
    return request.method().name();
  }

  @Override
  public InputStream getRequestBody() {
    return requestBody;
  }

  @Override
  public OutputStream getResponseBody() {
    return written;
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public void close() {
    // Nothing is held that outlives the exchange.
  }

  @Override
  public HttpContext getHttpContext() {
    throw new IllegalStateException("a request within the process belongs to no HTTP server");
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), request.port());
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public void setStreams(InputStream in, OutputStream out) {
    throw new IllegalStateException("filters are not used here");
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
