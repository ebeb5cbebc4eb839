package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The HTTP server: the JDK's own, one virtual thread a request, reachable from this machine only
/// unless it is told an address to listen on. Web pages are not answered: [Visitors].
///
/// It is bound at once, so that its port can go into queue URLs, and answers after `serve`.
public final class EndpointServer implements AutoCloseable {
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

  private EndpointServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /// The address that is listened on unless another is given: 127.0.0.1.
  public static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four bytes are an address
    }
  }

  /// Binds to a port of 127.0.0.1.
  ///
  /// @param port 0 for any free one
  /// @throws UncheckedIOException where the port is taken
  public static EndpointServer bind(int port) {
    return bind(loopback(), port);
  }

  /// Binds to a port of an address.
  ///
  /// @param address of this machine; a wildcard address stands for all it has
  /// @param port 0 for any free one
  /// @throws UncheckedIOException where the port is taken, or the address is not this machine's
  public static EndpointServer bind(InetAddress address, int port) {
    String where = "port " + port + " of " + address.getHostAddress();
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
      ExecutorService executor =
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
      server.setExecutor(executor);
      return new EndpointServer(server, executor);
    } catch (BindException e) {
      throw new UncheckedIOException(
          where
              + " is taken, or the address is not this machine's: choose another, or 0 for any free"
              + " port",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + where, e);
    }
  }

  /// Where clients on this machine reach it, such as `http://127.0.0.1:4566`.
  public URI endpoint() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + server.getAddress().getPort());
  }

  /// Starts to answer.
  public void serve(HttpHandler handler) {
    boolean open = !server.getAddress().getAddress().isLoopbackAddress();
    server.createContext("/", new Visitors(handler, open));
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
