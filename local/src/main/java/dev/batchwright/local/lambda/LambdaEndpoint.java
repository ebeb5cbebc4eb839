package dev.batchwright.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.batchwright.local.http.Exchanges;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.ServiceException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Lambda API over a `FunctionHost`: Invoke, GetFunction, GetFunctionConfiguration and
/// ListFunctions, in the REST protocol.
public final class LambdaEndpoint implements HttpHandler {
  /// How all paths of this API begin.
  public static final String PATH_PREFIX = "/2015-03-31/";

  /// Above what a payload may have, so that the answer can say how large it was.
  private static final int BODY_LIMIT_BYTES = 4 * Payloads.SYNCHRONOUS;

  private static final Pattern FUNCTION =
      Pattern.compile("/2015-03-31/functions/([^/]+)(/invocations|/configuration)?/?");

  private static final String OFFERED =
      "Invoke, GetFunction, GetFunctionConfiguration, ListFunctions";
  private static final String JSON = "application/json";

  private final FunctionHost host;

  /// The API of this host.
  public LambdaEndpoint(FunctionHost host) {
    this.host = host;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, Exchanges.body(exchange, BODY_LIMIT_BYTES));
    } catch (ServiceException e) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", e.code());
      ObjectNode error = Json.object().put("Type", "User").put("Message", e.text());
      Exchanges.send(exchange, e.status(), JSON, Json.bytes(error.put("message", e.text())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close(); // the target is stopping
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    Matcher path = FUNCTION.matcher(exchange.getRequestURI().getRawPath());
    if (request.matches("GET /2015-03-31/functions/?")) {
      Exchanges.send(exchange, 200, JSON, Json.bytes(list()));
      return;
    }
    if (!path.matches()) {
      throw ServiceException.notOffered("Lambda " + request, OFFERED);
    }
    String name = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
    String call = exchange.getRequestMethod() + (path.group(2) == null ? "" : path.group(2));
    switch (call) {
      case "POST/invocations" -> invoke(exchange, name, body);
      case "GET/configuration" ->
          Exchanges.send(exchange, 200, JSON, Json.bytes(configuration(host.require(name))));
      case "GET" -> Exchanges.send(exchange, 200, JSON, Json.bytes(function(name)));
      default -> throw ServiceException.notOffered("Lambda " + request, OFFERED);
    }
  }

  private void invoke(HttpExchange exchange, String name, byte[] payload)
      throws IOException, InterruptedException {
    String type = Exchanges.header(exchange, "X-Amz-Invocation-Type").orElse("RequestResponse");
    exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
    switch (type) {
      case "RequestResponse" -> {
        InvocationResult result = host.invoke(name, payload);
        if (result instanceof InvocationResult.Failed) {
          exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        }
        if (Exchanges.header(exchange, "X-Amz-Log-Type").orElse("None").equals("Tail")) {
          byte[] tail = result.logTail().getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
        }
        Exchanges.send(exchange, 200, JSON, result.payload());
      }
      case "Event" -> {
        host.invokeLater(name, payload);
        Exchanges.send(exchange, 202, JSON, new byte[0]);
      }
      case "DryRun" -> {
        host.require(name);
        Exchanges.send(exchange, 204, JSON, new byte[0]);
      }
      default ->
          throw new ServiceException(
              "InvalidParameterValueException",
              400,
              "InvocationType '" + type + "': expected RequestResponse, Event or DryRun");
    }
  }

  private ObjectNode list() {
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("Functions");
    host.functions().forEach(f -> all.add(configuration(f)));
    return answer;
  }

  private ObjectNode function(String name) {
    HostedFunction function = host.require(name);
    ObjectNode answer = Json.object();
    answer.set("Configuration", configuration(function));
    function
        .definition()
        .reservedConcurrency()
        .ifPresent(n -> answer.putObject("Concurrency").put("ReservedConcurrentExecutions", n));
    return answer;
  }

  private static ObjectNode configuration(HostedFunction function) {
    FunctionDefinition definition = function.definition();
    ObjectNode json = Json.object().put("FunctionName", definition.name());
    json.put("FunctionArn", function.arn()).put("Handler", definition.handler());
    json.put("Runtime", "java25").put("Version", "$LATEST").put("State", "Active");
    json.put("LastUpdateStatus", "Successful").put("PackageType", "Zip");
    json.put("Timeout", definition.timeout().toSeconds());
    json.put("MemorySize", definition.memoryMb());
    definition.environment().forEach(json.putObject("Environment").putObject("Variables")::put);
    return json;
  }
}
