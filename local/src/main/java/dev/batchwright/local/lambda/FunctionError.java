package dev.batchwright.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// An error as the managed Java runtime reports it to the caller.
///
/// @param type its name
/// @param json `{errorMessage, errorType, stackTrace, cause}`; the last two where there are any
record FunctionError(String type, ObjectNode json) {
  /// From their frames on, a stack trace says nothing to the author of a handler.
  private static final Set<String> HOST =
      Set.of(
          ExecutionEnvironment.class.getName(),
          HandlerLoader.class.getName(),
          ObjectHandler.class.getName());

  private static final int MAX_CAUSES = 16;

  /// What the handler, or its constructor, threw.
  static FunctionError of(Throwable thrown) {
    return new FunctionError(thrown.getClass().getName(), json(thrown, MAX_CAUSES));
  }

  /// A handler that did not return in time, in the service's words.
  static FunctionError timedOut(String requestId, Duration limit) {
    double seconds = limit.toMillis() / 1_000.0;
    return named(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            seconds));
  }

  /// An answer above the limit, in the service's words.
  static FunctionError responseTooLarge(int sizeBytes, int limitBytes) {
    return named(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + sizeBytes
            + " bytes) exceeded maximum allowed payload size ("
            + limitBytes
            + " bytes).");
  }

  String message() {
    return json.path("errorMessage").asText();
  }

  private static FunctionError named(String type, String message) {
    ObjectNode json = Json.object().put("errorType", type).put("errorMessage", message);
    return new FunctionError(type, json);
  }

  private static ObjectNode json(Throwable thrown, int causesLeft) {
    ObjectNode json = Json.object();
    json.put("errorMessage", Objects.requireNonNullElse(thrown.getLocalizedMessage(), ""));
    json.put("errorType", thrown.getClass().getName());
    ArrayNode frames = json.putArray("stackTrace");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (HOST.contains(frame.getClassName())) {
        break;
      }
      frames.add(frame.toString());
    }
    Throwable cause = thrown.getCause();
    if (cause != null && causesLeft > 0) {
      json.set("cause", json(cause, causesLeft - 1));
    }
    return json;
  }
}
