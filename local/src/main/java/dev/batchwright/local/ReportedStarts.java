package dev.batchwright.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.JsonService;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Step Functions, with a word to the listener about every execution that is started by the API;
/// one that is started again while it runs is the same and is not told of again.
final class ReportedStarts implements JsonService {
  private final JsonService service;
  private final TriggerListener listener;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// @param service the service itself
  /// @param listener who is told
  ReportedStarts(JsonService service, TriggerListener listener) {
    this.service = service;
    this.listener = listener;
  }

  @Override
  public String target() {
    return service.target();
  }

  @Override
  public JsonNode call(String operation, JsonNode request) {
    JsonNode answer = service.call(operation, request);
    if (operation.equals("StartExecution")) {
      String arn = answer.path("executionArn").asText();
      // arn:aws:states:us-east-1:000000000000:execution:<machine>:<name>
      String[] parts = arn.split(":", 8);
      if (parts.length == 8 && told.add(arn)) {
        listener.executionStarted(parts[6], parts[7]);
      }
    }
    return answer;
  }
}
