package dev.batchwright.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// AWS JSON 1.0 and 1.1 on the wire: picks the service by `X-Amz-Target`, answers its failures.
final class JsonProtocol {
  /// Ten SQS messages of 1 MiB, which base64 and JSON escapes may double.
  private static final int BODY_LIMIT_BYTES = 24 << 20;

  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private final Map<String, JsonService> services;

  JsonProtocol(List<JsonService> services) {
    this.services =
        services.stream().collect(Collectors.toMap(JsonService::target, Function.identity()));
  }

  void answer(HttpExchange exchange, String target) throws IOException {
    JsonNode answer;
    try {
      byte[] body = Exchanges.body(exchange, BODY_LIMIT_BYTES);
      int dot = target.lastIndexOf('.');
      JsonService service = services.get(target.substring(0, Math.max(dot, 0)));
      if (service == null) {
        throw ServiceException.notOffered(
            "X-Amz-Target '" + target + "'", String.join(", ", services.keySet()));
      }
      answer = service.call(target.substring(dot + 1), Json.read(body));
    } catch (ServiceException e) {
      fail(exchange, e);
      return;
    }
    Exchanges.send(exchange, 200, CONTENT_TYPE, Json.bytes(answer));
  }

  private static void fail(HttpExchange exchange, ServiceException failure) throws IOException {
    String fault = failure.status() < 500 ? "Sender" : "Receiver";
    exchange.getResponseHeaders().set("x-amzn-ErrorType", failure.code());
    exchange.getResponseHeaders().set("x-amzn-query-error", failure.queryCode() + ";" + fault);
    ObjectNode body = Json.object().put("__type", failure.code()).put("message", failure.text());
    Exchanges.send(exchange, failure.status(), CONTENT_TYPE, Json.bytes(body));
  }
}
