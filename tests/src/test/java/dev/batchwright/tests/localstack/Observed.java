package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// What came of a case on LocalStack.
sealed interface Observed {

  /// The definition was accepted, and is not one that is to be run.
  record Accepted() implements Observed {}

  /// The definition was not accepted.
  ///
  /// @param error the API's error, as `InvalidDefinition`
  record Refused(String error, String message) implements Observed {}

  /// An execution that ended.
  ///
  /// @param status as DescribeExecution says it
  /// @param error empty where there is none
  /// @param output empty where there is none
  /// @param events `previousId type` of each event, in order
  record Ended(String status, String error, String cause, String output, List<String> events)
      implements Observed {
    public Ended {
      events = List.copyOf(events);
    }
  }

  /// An execution that was still running when it should long have ended.
  record Running() implements Observed {}

  int LONGEST_OUTPUT = 160;
  Pattern RANDOM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /// Whether that is what the case expects.
  default boolean meets(JsonNode it) throws IOException {
    return switch (this) {
      case Accepted _ -> it.has("problems") && it.get("problems").isEmpty();
      case Running _ -> false;
      case Refused refused ->
          !it.path("problems").isEmpty() && refused.error().equals("InvalidDefinition");
      case Ended ended -> it.has("expect") && meets(ended, it.get("expect"));
    };
  }

  private static boolean meets(Ended ended, JsonNode expect) throws IOException {
    return meetsEnding(ended, expect) && meetsHistory(ended, expect);
  }

  private static boolean meetsEnding(Ended ended, JsonNode expect) throws IOException {
    String status = expect.path("status").asText(expect.has("output") ? "SUCCEEDED" : "FAILED");
    return ended.status().equals(status)
        && (!expect.has("error") || ended.error().equals(expect.get("error").asText()))
        && (!expect.has("output")
            || Json.parse(ended.output()).equals(Json.parse(expect.get("output").toString())));
  }

  /// A history is compared where nothing runs side by side: else its order is a matter of chance.
  private static boolean meetsHistory(Ended ended, JsonNode expect) {
    return !expect.has("events")
        || ended.events().stream().anyMatch(event -> event.endsWith("StateStarted"))
        || ended.events().equals(expect.get("events").valueStream().map(JsonNode::asText).toList());
  }

  /// In short, for a case that it does not meet; what is random in it is left out.
  default String text(JsonNode it) throws IOException {
    return switch (this) {
      case Accepted _ -> "accepted";
      case Running _ -> "still running after " + SpecificationCaller.LONGEST_SECONDS + " s";
      case Refused refused ->
          refused.error().equals("InvalidDefinition") ? "refused" : "error " + refused.error();
      case Ended ended when it.has("expect") && meetsEnding(ended, it.get("expect")) ->
          "history " + String.join(", ", ended.events());
      case Ended ended when ended.status().equals("SUCCEEDED") ->
          "output "
              + RANDOM
                  .matcher(
                      ended
                          .output()
                          .substring(0, Math.min(ended.output().length(), LONGEST_OUTPUT)))
                  .replaceAll("ID");
      case Ended ended -> (ended.status() + " " + ended.error()).strip();
    };
  }
}
