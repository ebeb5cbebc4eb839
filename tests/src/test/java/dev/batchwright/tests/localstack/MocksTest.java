package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import org.junit.jupiter.api.Test;

class MocksTest {

  /// The last answer repeats, and a task without a script has its arguments back.
  @Test
  void aScriptIsOneAnswerForEachCall() throws Exception {
    JsonNode it =
        Json.parse(
            """
            {"id": "a.b", "input": 7, "tasks": {"A": [{"error": "E"}, {"return": {"n": 1}}]},
             "definition": {"StartAt": "A", "States": {
               "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "F",
                     "Retry": [{"ErrorEquals": ["E"]}]},
               "F": {"Type": "Task", "End": true,
                     "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f"}}},
             "expect": {"output": {"n": 1}}}\
            """);
    Mocks mocks = new Mocks();

    JsonNode expecting = mocks.add(it);

    assertThat(Mocks.serve(it)).isTrue();
    assertThat(expecting.at("/expect/calls")).isEqualTo(Json.parse("[7, 7, {\"n\": 1}]"));
    assertThat(Json.parse(mocks.json()))
        .isEqualTo(
            Json.parse(
                """
                {"StateMachines": {"spec-a-b": {"TestCases": {"Script":
                   {"A": "Response0", "F": "Response1"}}}},
                 "MockedResponses": {
                   "Response0": {"0": {"Throw": {"Error": "E", "Cause": ""}},
                                 "1-99": {"Return": {"n": 1}}},
                   "Response1": {"0-99": {"Return": {"Payload": {"n": 1}}}}}}\
                """));
  }
}
