package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the suite itself to what the specification has: nothing of it is without a case that runs,
/// and no case says less than its reader thinks.
final class SpecificationVocabularyTest {

  private static final Set<String> CASE =
      Set.of(
          "id",
          "says",
          "definition",
          "type",
          "input",
          "tasks",
          "objects",
          "expect",
          "problems",
          "redrives");
  private static final Set<String> EXPECT =
      Set.of(
          "output", "error", "cause", "status", "seconds", "events", "details", "calls", "objects");

  /// Every field of the language, by whatever owns it.
  private static final List<String> FIELDS =
      List.of(
          """
          Comment Version QueryLanguage StartAt States TimeoutSeconds Type Next End
          InputPath OutputPath Parameters ResultSelector ResultPath Arguments Output Assign
          Resource Credentials TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath
          Retry ErrorEquals IntervalSeconds BackoffRate MaxAttempts MaxDelaySeconds JitterStrategy
          Catch Choices Default Condition Variable And Or Not Result Error Cause ErrorPath CausePath
          Seconds SecondsPath Timestamp TimestampPath Branches
          ItemProcessor ProcessorConfig Mode ExecutionType Iterator Items ItemsPath ItemSelector
          MaxConcurrency MaxConcurrencyPath Label
          ToleratedFailureCount ToleratedFailureCountPath
          ToleratedFailurePercentage ToleratedFailurePercentagePath
          ItemReader ReaderConfig InputType CSVHeaderLocation CSVHeaders CSVDelimiter MaxItems
          MaxItemsPath ItemsPointer ManifestType Transformation
          ItemBatcher MaxItemsPerBatch MaxItemsPerBatchPath MaxInputBytesPerBatch
          MaxInputBytesPerBatchPath BatchInput ResultWriter WriterConfig OutputType
          """
              .strip()
              .split("\\s+"));

  /// The predefined error names; `States.ALL` and `States.TaskFailed` are wildcards too.
  private static final List<String> ERRORS =
      List.of(
          """
          States.ALL States.BranchFailed States.DataLimitExceeded
          States.ExceedToleratedFailureThreshold States.HeartbeatTimeout States.Http.Socket
          States.IntrinsicFailure States.ItemReaderFailed States.NoChoiceMatched
          States.ParameterPathFailure States.Permissions States.QueryEvaluationError
          States.ResultPathMatchFailure States.ResultWriterFailed States.Runtime States.TaskFailed
          States.Timeout
          """
              .strip()
              .split("\\s+"));

  private static final List<String> FUNCTIONS =
      List.of(
          """
          States.Array States.ArrayPartition States.ArrayContains States.ArrayRange
          States.ArrayGetItem States.ArrayLength States.ArrayUnique States.Base64Encode
          States.Base64Decode States.Hash States.JsonMerge States.JsonToString States.StringToJson
          States.MathRandom States.MathAdd States.StringSplit States.UUID States.Format
          $partition $range $hash $random $uuid $parse
          """
              .strip()
              .split("\\s+"));

  private final List<JsonNode> cases;

  SpecificationVocabularyTest() throws Exception {
    cases = SpecificationCases.all();
  }

  @Test
  void everyFieldIsInACaseThatRuns() {
    Set<String> used = new HashSet<>();
    cases.stream().filter(it -> it.has("expect")).forEach(it -> names(it.get("definition"), used));
    assertThat(used).containsAll(FIELDS);
  }

  @Test
  void everyComparisonIsInACaseThatRuns() {
    Set<String> used = new HashSet<>();
    cases.stream().filter(it -> it.has("expect")).forEach(it -> names(it.get("definition"), used));
    for (String type : List.of("String", "Numeric", "Timestamp")) {
      for (String order :
          List.of("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")) {
        assertThat(used).contains(type + order, type + order + "Path");
      }
    }
    assertThat(used)
        .contains(
            "BooleanEquals",
            "BooleanEqualsPath",
            "StringMatches",
            "IsNull",
            "IsPresent",
            "IsNumeric",
            "IsString",
            "IsBoolean",
            "IsTimestamp");
  }

  @Test
  void everyErrorNameIsCaughtOrEndsACase() {
    for (String error : ERRORS) {
      assertThat(cases)
          .as(error)
          .anyMatch(it ->
              it.has("expect")
                  && (it.get("definition").toString().contains('"' + error + '"')
                      || it.get("expect").path("error").asText().equals(error)));
    }
  }

  @Test
  void everyFunctionIsInACaseThatRuns() {
    for (String function : FUNCTIONS) {
      Pattern call = Pattern.compile(Pattern.quote(function) + "\\(");
      assertThat(cases)
          .as(function)
          .anyMatch(it -> it.has("expect") && call.matcher(it.get("definition").toString()).find());
    }
  }

  @Test
  void everyCaseHasAnIdOfItsOwnAndExpectsSomething() {
    Set<String> ids = new HashSet<>();
    for (JsonNode it : cases) {
      String id = it.get("id").asText();
      assertThat(ids.add(id)).as("a second %s", id).isTrue();
      assertThat(it.get("says").asText()).as(id).hasSizeGreaterThan(10);
      assertThat(CASE).as(id).containsAll(it.properties().stream().map(e -> e.getKey()).toList());
      assertThat(it.has("expect")).as(id).isNotEqualTo(it.has("problems"));
      if (it.has("expect")) {
        JsonNode expect = it.get("expect");
        assertThat(EXPECT)
            .as(id)
            .containsAll(expect.properties().stream().map(e -> e.getKey()).toList());
        assertThat(expect.has("output") || expect.has("error") || expect.has("status"))
            .as(id)
            .isTrue();
      }
    }
  }

  private static void names(JsonNode node, Set<String> into) {
    node.properties()
        .forEach(entry -> {
          into.add(entry.getKey());
          names(entry.getValue(), into);
        });
    if (node.isArray()) {
      node.forEach(element -> names(element, into));
    }
  }
}
