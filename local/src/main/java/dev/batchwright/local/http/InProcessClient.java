package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// An SDK client's way to the embedded target of its own process: the same requests, headers and
/// answers as over the port, handled on the thread that asks, without a socket between.
///
/// Closing it stops it: requests then fail as against a port on which nobody listens.
public final class InProcessClient implements SdkHttpClient {

  private final URI endpoint;
  private final HttpHandler handler;
  private volatile boolean closed;

  /// @param endpoint the address that is short-cut, for messages
  /// @param handler what answers
  public InProcessClient(URI endpoint, HttpHandler handler) {
    this.endpoint = endpoint;
    this.handler = handler;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // The SDK interrupts the thread as well, and the handler runs on that thread.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    if (closed) {
      throw new IOException("the embedded target at " + endpoint + " has been stopped");
    }
    InProcessExchange exchange = new InProcessExchange(request);
    handler.handle(exchange);
    return exchange.response();
  }

  @Override
  public String clientName() {
    return "InProcess";
  }

  @Override
  public void close() {
    closed = true;
  }
}
