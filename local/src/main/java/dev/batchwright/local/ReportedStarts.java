package dev.batchwright.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.JsonService;

/// Step Functions, with a word to the listener about every execution that is started by the API.
///
/// @param service the service itself
/// @param listener who is told
record ReportedStarts(JsonService service, TriggerListener listener) implements JsonService {
  @Override
  public String target() {
    return service.target();
  }

  @Override
  public JsonNode call(String operation, JsonNode request) {
    JsonNode answer = service.call(operation, request);
    if (operation.equals("StartExecution")) {
      // arn:aws:states:us-east-1:000000000000:execution:<machine>:<name>
      String[] arn = answer.path("executionArn").asText().split(":", 8);
      if (arn.length == 8) {
        listener.executionStarted(arn[6], arn[7]);
      }
    }
    return answer;
  }
}
