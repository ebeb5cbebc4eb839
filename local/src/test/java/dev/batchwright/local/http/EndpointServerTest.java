package dev.batchwright.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who reaches the port, and who is answered.
class EndpointServerTest {

  private static EndpointServer serve(InetAddress address) {
    EndpointServer server = EndpointServer.bind(address, 0);
    server.serve(exchange -> Exchanges.send(exchange, 200, "text/plain", "hello"));
    return server;
  }

  /// The answer's status line to a request with these headers.
  private static String ask(EndpointServer server, String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.endpoint().getPort())) {
      String request = "GET / HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void onlyThisMachineReachesItUnlessToldOtherwise() throws IOException {
    InetAddress other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst()
            .orElse(InetAddress.getByName("127.0.0.2"));
    try (EndpointServer closed = serve(EndpointServer.loopback());
        EndpointServer open = serve(InetAddress.getByName("0.0.0.0"))) {
      assertThatIOException().isThrownBy(() -> connect(other, closed));
      connect(other, open);
      assertThat(open.endpoint().getHost()).isEqualTo("127.0.0.1");
    }
  }

  private static void connect(InetAddress address, EndpointServer server) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.endpoint().getPort()), 5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:4566", "localhost", "bucket.localhost:1", "[::1]:1"})
  void namesOfThisMachineAreAnswered(String host) throws IOException {
    try (EndpointServer server = serve(EndpointServer.loopback())) {
      assertThat(ask(server, "Host: " + host)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebound.example", "localhost.example:4566", "127.0.0.1.example"})
  void aNameThatIsMadeToPointHereIsNot(String host) throws IOException {
    try (EndpointServer closed = serve(EndpointServer.loopback());
        EndpointServer open = serve(InetAddress.getByName("0.0.0.0"))) {
      assertThat(ask(closed, "Host: " + host)).isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(ask(open, "Host: " + host)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aPageOfAnotherOriginIsNot() throws IOException {
    try (EndpointServer server = serve(InetAddress.getByName("0.0.0.0"))) {
      assertThat(ask(server, "Host: 127.0.0.1:1", "Origin: https://page.example"))
          .isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(ask(server, "Host: 127.0.0.1:1", "Origin: null"))
          .isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(ask(server, "Host: 127.0.0.1:1", "Origin: http://127.0.0.1:1"))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }
}
