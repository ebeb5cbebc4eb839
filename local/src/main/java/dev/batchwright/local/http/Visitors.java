package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps web pages out. Nothing here is authenticated, and a browser on this machine reaches the
/// port on behalf of whatever page it shows: by a request across origins, which carries `Origin`,
/// or under a name of the page's own that resolves to the loopback address (DNS rebinding), which
/// stands in `Host`. SDKs and command lines send no `Origin`, and an address or `localhost` as
/// `Host`.
final class Visitors implements HttpHandler {

  /// An address, `localhost`, or a name below it, with or without a port. A page cannot make its
  /// own name any of these.
  private static final Pattern OWN_NAME =
      Pattern.compile(
          "(?i)(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]|([a-z0-9.-]+\\.)?localhost)(:\\d+)?");

  private final HttpHandler handler;
  private final boolean anyName;

  /// @param handler what answers everyone else
  /// @param anyName whether other names are let in, since other machines know this one by name
  Visitors(HttpHandler handler, boolean anyName) {
    this.handler = handler;
    this.anyName = anyName;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Optional<String> why = refusal(exchange);
    if (why.isEmpty()) {
      handler.handle(exchange);
      return;
    }
    byte[] text = (why.get() + "\n").getBytes(StandardCharsets.UTF_8);
    Exchanges.send(exchange, 403, "text/plain", text);
  }

  private Optional<String> refusal(HttpExchange exchange) {
    String host = Exchanges.header(exchange, "Host").orElse("");
    if (!anyName && !OWN_NAME.matcher(host).matches()) {
      return Optional.of(
          "the embedded target answers to localhost and to its address, not to '"
              + host
              + "'; use http://127.0.0.1 and its port");
    }
    return Exchanges.header(exchange, "Origin")
        .filter(origin -> !origin.equals("http://" + host))
        .map(origin ->
            "the embedded target answers no web pages, and this request comes from " + origin);
  }
}
