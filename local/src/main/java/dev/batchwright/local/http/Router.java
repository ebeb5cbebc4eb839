package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds which service one request on the shared port is for.
///
/// In this order: the health page; `X-Amz-Target` (SQS, Step Functions); a path of the Lambda API;
/// a form posted to `/` (STS); everything else is S3, unless the signature names another service.
public final class Router implements HttpHandler {
  /// `Credential=<key>/<date>/<region>/<service>/aws4_request` in the Authorization header.
  private static final Pattern SIGNED_FOR =
      Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([a-z0-9-]+)/aws4_request");

  private static final String OFFERED = "s3, sqs, lambda, states, sts";

  private final JsonProtocol json;
  private final CallerIdentity sts;
  private final Map<String, HttpHandler> pathPrefixes;
  private final HttpHandler s3;

  /// Routes to these services.
  ///
  /// @param accountId the twelve digits that `GetCallerIdentity` answers with
  /// @param json the services of the JSON protocol
  /// @param pathPrefixes services known by how their paths begin, such as `/2015-03-31/`
  /// @param s3 takes all that is left
  public Router(
      String accountId,
      List<JsonService> json,
      Map<String, HttpHandler> pathPrefixes,
      HttpHandler s3) {
    this.json = new JsonProtocol(json);
    this.sts = new CallerIdentity(accountId);
    this.pathPrefixes = Map.copyOf(pathPrefixes);
    this.s3 = s3;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (RuntimeException e) {
      Log.LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      if (exchange.getResponseCode() == -1) {
        fail(exchange, 500, "InternalFailure", "a defect of the embedded target: " + e);
      } else {
        exchange.close(); // half an answer must not look like a whole one
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    Optional<String> target = Exchanges.header(exchange, "X-Amz-Target");
    if (target.isPresent()) {
      json.answer(exchange, target.get());
      return;
    }
    String path = exchange.getRequestURI().getRawPath();
    for (Map.Entry<String, HttpHandler> room : pathPrefixes.entrySet()) {
      if (path.startsWith(room.getKey())) {
        room.getValue().handle(exchange);
        return;
      }
    }
    if (isForm(exchange, path)) {
      sts.answer(exchange);
      return;
    }
    String service = signedFor(exchange);
    if (service.equals("s3")) {
      s3.handle(exchange);
      return;
    }
    String request = exchange.getRequestMethod() + " " + path + " of service " + service;
    ServiceException refusal = ServiceException.notOffered(request, OFFERED);
    fail(exchange, refusal.status(), refusal.code(), refusal.text());
  }

  private static void fail(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
    byte[] body = Json.bytes(Json.object().put("__type", code).put("message", message));
    Exchanges.send(exchange, status, "application/json", body);
  }

  private static boolean isForm(HttpExchange exchange, String path) {
    return exchange.getRequestMethod().equals("POST")
        && path.equals("/")
        && Exchanges.header(exchange, "Content-Type")
            .orElse("")
            .startsWith("application/x-www-form-urlencoded");
  }

  private static String signedFor(HttpExchange exchange) {
    Matcher signature = SIGNED_FOR.matcher(Exchanges.header(exchange, "Authorization").orElse(""));
    return signature.find() ? signature.group(1) : "s3";
  }

  /// Loaded by the first failure: what logging costs to start is no part of the target's start.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(Router.class);
  }
}
