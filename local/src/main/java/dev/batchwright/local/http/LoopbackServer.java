package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The HTTP server: the JDK's own, one virtual thread a request, reachable from this machine only.
///
/// It is bound at once, so that its port can go into queue URLs, and answers after `serve`.
public final class LoopbackServer implements AutoCloseable {
  /// Connections that may wait to be accepted: above the 50 of the JDK, since a fan-out opens many.
  private static final int BACKLOG = 512;

  static {
    // Without it every small answer waits for the client's delayed ACK: 40 ms a request.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    // SDK pools keep some connections for each client; the JDK closes idle ones above this number.
    setIfAbsent("sun.net.httpserver.maxIdleConnections", "1000");
  }

  private final HttpServer server;
  private final ExecutorService executor;

  private LoopbackServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /// Binds to 127.0.0.1.
  ///
  /// @param port 0 for any free port
  /// @throws UncheckedIOException where the port is taken
  public static LoopbackServer bind(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
      ExecutorService executor =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
      server.setExecutor(executor);
      return new LoopbackServer(server, executor);
    } catch (BindException e) {
      throw new UncheckedIOException(
          "port " + port + " of 127.0.0.1 is taken: choose another, or 0 for any free one", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
    }
  }

  /// Where clients reach it, such as `http://127.0.0.1:4566`.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Starts to answer.
  public void serve(HttpHandler handler) {
    server.createContext("/", handler);
    server.start();
  }

  /// Stops at once; requests under way lose their connection.
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
