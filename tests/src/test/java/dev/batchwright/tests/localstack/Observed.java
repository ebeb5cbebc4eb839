package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.ArrayList;
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
  /// @param calls the arguments of each task's call, in order
  record Ended(
      String status,
      String error,
      String cause,
      String output,
      List<String> events,
      List<String> calls)
      implements Observed {
    public Ended {
      events = List.copyOf(events);
      calls = List.copyOf(calls);
    }

    /// Whether things ran side by side: their order is a matter of chance.
    boolean isParallel() {
      return events.stream().anyMatch(event -> event.endsWith("StateStarted"));
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
    return meetsEnding(ended, expect)
        && (ended.isParallel() || (meetsHistory(ended, expect) && meetsCalls(ended, expect)));
  }

  private static boolean meetsEnding(Ended ended, JsonNode expect) throws IOException {
    String status = expect.path("status").asText(expect.has("output") ? "SUCCEEDED" : "FAILED");
    return ended.status().equals(status)
        && (!expect.has("error") || ended.error().equals(expect.get("error").asText()))
        && (!expect.has("output")
            || Json.parse(ended.output()).equals(Json.parse(expect.get("output").toString())));
  }

  private static boolean meetsHistory(Ended ended, JsonNode expect) {
    return !expect.has("events")
        || ended.events().equals(expect.get("events").valueStream().map(JsonNode::asText).toList());
  }

  private static boolean meetsCalls(Ended ended, JsonNode expect) throws IOException {
    if (!expect.path("calls").isArray()) {
      return true;
    }
    List<JsonNode> calls = new ArrayList<>();
    for (String call : ended.calls()) {
      calls.add(Json.parse(call));
    }
    return calls.equals(Json.parse(expect.get("calls").toString()).valueStream().toList());
  }

  /// In short, for a case that it does not meet; what is random in it is left out.
  default String text(JsonNode it) throws IOException {
    return switch (this) {
      case Accepted _ -> "accepted";
      case Running _ -> "still running after " + SpecificationCaller.LONGEST_SECONDS + " s";
      case Refused refused ->
          refused.error().equals("InvalidDefinition") ? "refused" : "error " + refused.error();
      case Ended ended when it.has("expect") && meetsEnding(ended, it.get("expect")) ->
          meetsHistory(ended, it.get("expect"))
              ? "calls " + shortened(String.join(", ", ended.calls()))
              : "history " + String.join(", ", ended.events());
      case Ended ended when ended.status().equals("SUCCEEDED") ->
          "output " + shortened(ended.output());
      case Ended ended -> (ended.status() + " " + ended.error()).strip();
    };
  }

  private static String shortened(String json) {
    return RANDOM
        .matcher(json.substring(0, Math.min(json.length(), LONGEST_OUTPUT)))
        .replaceAll("ID");
  }
}
