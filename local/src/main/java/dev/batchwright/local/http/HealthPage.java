package dev.batchwright.local.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;

/// `GET /_batchwright/health`: what scripts wait for.
public final class HealthPage implements HttpHandler {
  /// How its paths begin; no bucket name begins with an underscore.
  public static final String PATH_PREFIX = "/_batchwright/";

  private static final String PATH = PATH_PREFIX + "health";

  private final byte[] page;

  /// The page of the target that holds this stack.
  public HealthPage(String stackName) {
    this(stackName, List.of("s3", "sqs", "lambda", "states", "sts"));
  }

  /// The page of a server with these services.
  public HealthPage(String stackName, List<String> services) {
    ObjectNode json = Json.object().put("status", "ok").put("stack", stackName);
    services.forEach(json.putArray("services")::add);
    this.page = Json.bytes(json);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    boolean here = exchange.getRequestURI().getPath().equals(PATH);
    if (here && exchange.getRequestMethod().equals("GET")) {
      Exchanges.send(exchange, 200, "application/json", page);
    } else {
      Exchanges.send(exchange, 404, "text/plain", "there is only GET " + PATH + "\n");
    }
  }
}
