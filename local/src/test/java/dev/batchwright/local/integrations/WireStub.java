package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// A service that answers what it was told to, in order, and keeps what it was asked.
final class WireStub implements AutoCloseable {

  /// What came over the wire.
  ///
  /// @param query as it was sent, empty where there was none
  record Asked(String method, String path, String query, Map<String, String> headers, String body) {

    String target() {
      return headers.getOrDefault("x-amz-target", "");
    }

    JsonNode json() {
      return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }

    /// The parameters of the query protocol.
    Map<String, String> form() {
      Map<String, String> form = new TreeMap<>();
      for (String pair : body.split("&")) {
        int equals = pair.indexOf('=');
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
      return form;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  private record Answer(int status, String contentType, String body) {}

  private final EndpointServer server = EndpointServer.bind(0);
  private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final Deque<Asked> asked = new ConcurrentLinkedDeque<>();

  WireStub() {
    server.serve(this::answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// The next answer, in the JSON protocol.
  WireStub answersJson(int status, String body) {
    answers.add(new Answer(status, "application/x-amz-json-1.1", body.replace('\'', '"')));
    return this;
  }

  /// The next answer, in the query protocol.
  WireStub answersXml(int status, String body) {
    answers.add(new Answer(status, "text/xml", body));
    return this;
  }

  /// The oldest request that was not taken yet.
  Asked taken() {
    return asked.remove();
  }

  /// As it was at first.
  void forget() {
    answers.clear();
    asked.clear();
  }

  boolean isAskedNothingMore() {
    return asked.isEmpty();
  }

  /// Every service is here.
  Endpoints endpoints() {
    return new Endpoints(Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()));
  }

  @Override
  public void close() {
    server.close();
  }
}
