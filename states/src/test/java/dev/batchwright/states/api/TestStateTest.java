package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import org.junit.jupiter.api.Test;

final class TestStateTest {

  private final TestApi api =
      new TestApi(call -> {
        if (call.arguments().path("fail").asBoolean()) {
          throw new TaskFailure("Real", "failed for real");
        }
        return call.arguments();
      });

  private static final String TASK =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "InputPath": "$.in",
       "Parameters": {"FunctionName": "f", "Payload.$": "$.x"},
       "ResultSelector": {"r.$": "$.Payload"}, "ResultPath": "$.out",
       "OutputPath": "$.out", "Next": "Then",
       "Retry": [{"ErrorEquals": ["Never"]},
                 {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2,
                  "MaxAttempts": 2}],
       "Catch": [{"ErrorEquals": ["Busy"], "ResultPath": "$.e", "Next": "Caught"}]}
      """;

  private static ObjectNode order(String definition, String input) {
    return Json.mapper()
        .createObjectNode()
        .put("definition", definition)
        .put("roleArn", TestApi.ROLE)
        .put("inspectionLevel", "DEBUG")
        .put("input", input);
  }

  private static ObjectNode mocked(String definition, String input, String result) {
    ObjectNode order = order(definition, input);
    order.putObject("mock").put("result", result);
    return order;
  }

  private static ObjectNode failing(String definition, String input, String error) {
    ObjectNode order = order(definition, input);
    order.putObject("mock").putObject("errorOutput").put("error", error).put("cause", "why");
    return order;
  }

  private JsonNode test(ObjectNode order) throws ApiException {
    return api.api.call("TestState", order);
  }

  private String refused(ObjectNode order) {
    ApiException refusal = api.refused("TestState", "%s", order.toString());
    return refusal.code() + ": " + refusal.getMessage();
  }

  @Test
  void aMockedTaskShowsWhatItsFieldsComeTo() throws Exception {
    JsonNode tried = test(mocked(TASK, "{\"in\":{\"x\":1}}", "{\"Payload\":7}"));

    assertThat(tried.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(tried.get("output").asText()).isEqualTo("{\"r\":7}");
    assertThat(tried.get("nextState").asText()).isEqualTo("Then");
    assertThat(tried.get("inspectionData"))
        .isEqualTo(
            TestApi.json(
                """
                {"input": "{\\"in\\":{\\"x\\":1}}", "afterInputPath": "{\\"x\\":1}",
                 "afterParameters": "{\\"FunctionName\\":\\"f\\",\\"Payload\\":1}",
                 "result": "{\\"Payload\\":7}",
                 "afterResultSelector": "{\\"r\\":7}",
                 "afterResultPath": "{\\"in\\":{\\"x\\":1},\\"out\\":{\\"r\\":7}}"}
                """));
  }

  @Test
  void infoShowsTheEndAlone() throws Exception {
    JsonNode tried =
        test(mocked(TASK, "{\"in\":{\"x\":1}}", "{\"Payload\":7}").put("inspectionLevel", "INFO"));

    assertThat(tried.has("inspectionData")).isFalse();
  }

  @Test
  void anErrorIsRetriableUntilItsRetrierIsUsedUpAndThenCaught() throws Exception {
    ObjectNode order = failing(TASK, "{\"in\":{\"x\":1}}", "Busy");
    JsonNode first = test(order);
    assertThat(first.get("status").asText()).isEqualTo("RETRIABLE");
    assertThat(first.get("error").asText()).isEqualTo("Busy");
    assertThat(first.at("/inspectionData/errorDetails").toString())
        .isEqualTo("{\"retryIndex\":1,\"retryBackoffIntervalSeconds\":3}");

    order.putObject("stateConfiguration").put("retrierRetryCount", 1);
    assertThat(test(order).at("/inspectionData/errorDetails/retryBackoffIntervalSeconds").asInt())
        .isEqualTo(6);

    order.putObject("stateConfiguration").put("retrierRetryCount", 2);
    JsonNode caught = test(order);
    assertThat(caught.get("status").asText()).isEqualTo("CAUGHT_ERROR");
    assertThat(caught.get("nextState").asText()).isEqualTo("Caught");
    assertThat(caught.get("output").asText())
        .isEqualTo("{\"in\":{\"x\":1},\"e\":{\"Error\":\"Busy\",\"Cause\":\"why\"}}");
    assertThat(caught.at("/inspectionData/errorDetails").toString())
        .isEqualTo("{\"catchIndex\":0}");
  }

  @Test
  void anErrorThatNobodyTakesFailsTheState() throws Exception {
    JsonNode tried = test(failing(TASK, "{\"in\":{\"x\":1}}", "Other"));

    assertThat(tried.get("status").asText()).isEqualTo("FAILED");
    assertThat(tried.get("error").asText()).isEqualTo("Other");
    assertThat(tried.get("cause").asText()).isEqualTo("why");
    assertThat(tried.has("nextState")).isFalse();
  }

  @Test
  void aFailedPathShowsHowFarTheStateGot() throws Exception {
    JsonNode tried = test(mocked(TASK, "{\"in\":{}}", "1"));

    assertThat(tried.get("error").asText()).isEqualTo("States.Runtime");
    assertThat(tried.get("inspectionData").has("afterInputPath")).isTrue();
    assertThat(tried.get("inspectionData").has("afterParameters")).isFalse();
  }

  @Test
  void aTaskWithoutAMockIsDone() throws Exception {
    String task =
        """
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "QueryLanguage": "JSONata",
         "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.n + $v %}"},
         "Assign": {"w": "{% $v * 2 %}"},
         "End": true}
        """;
    JsonNode tried = test(order(task, "{\"n\":1}").put("variables", "{\"v\":4}"));

    String arguments = "{\"FunctionName\":\"f\",\"Payload\":5}";
    assertThat(tried.get("output").asText()).isEqualTo(arguments);
    assertThat(tried.at("/inspectionData/afterArguments").asText()).isEqualTo(arguments);
    assertThat(tried.at("/inspectionData/variables").asText()).isEqualTo("{\"v\":4,\"w\":8}");
    String failing =
        """
        {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}
        """;
    assertThat(test(order(failing, "{\"fail\":true}")).get("cause").asText())
        .isEqualTo("failed for real");
  }

  @Test
  void statesOfTheFlowAreTried() throws Exception {
    String choice =
        """
        {"Type": "Choice", "Default": "No",
         "Choices": [{"Variable": "$.n", "NumericGreaterThan": 1, "Next": "Yes"}]}
        """;
    assertThat(test(order(choice, "{\"n\":2}")).get("nextState").asText()).isEqualTo("Yes");
    assertThat(test(order(choice, "{\"n\":1}")).get("nextState").asText()).isEqualTo("No");
    JsonNode waited = test(order("{\"Type\":\"Wait\",\"Seconds\":200,\"Next\":\"A\"}", "{}"));
    assertThat(waited.get("status").asText()).isEqualTo("SUCCEEDED");
    JsonNode longer = test(order("{\"Type\":\"Wait\",\"Seconds\":301,\"Next\":\"A\"}", "{}"));
    assertThat(longer.get("error").asText()).isEqualTo("States.Timeout");
    JsonNode failed = test(order("{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"C\"}", "{}"));
    assertThat(failed.get("status").asText()).isEqualTo("FAILED");
    assertThat(failed.get("error").asText()).isEqualTo("E");
    JsonNode passed =
        test(order("{\"Type\":\"Pass\",\"Result\":1,\"ResultPath\":\"$.a\",\"End\":true}", "{}"));
    assertThat(passed.get("output").asText()).isEqualTo("{\"a\":1}");
    assertThat(passed.at("/inspectionData/result").asText()).isEqualTo("1");
    assertThat(passed.at("/inspectionData/afterResultPath").asText()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aMapShowsItsItemsAndItsTolerance() throws Exception {
    String map =
        """
        {"Type": "Map", "ItemsPath": "$.list", "MaxConcurrency": 5,
         "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value",
                          "n.$": "$$.Execution.Name"},
         "ItemBatcher": {"MaxItemsPerBatch": 2}, "ToleratedFailureCount": 1, "End": true,
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
        """;
    ObjectNode order =
        mocked(map, "{\"list\":[1,2,3]}", "[0]").put("context", "{\"Execution\":{\"Name\":\"x\"}}");
    JsonNode data = test(order).get("inspectionData");

    assertThat(data.get("afterItemsPath").asText()).isEqualTo("[1,2,3]");
    assertThat(TestApi.json(data.get("afterItemSelector").asText()).get(2).toString())
        .isEqualTo("{\"i\":2,\"v\":3,\"n\":\"x\"}");
    assertThat(TestApi.json(data.get("afterItemBatcher").asText())).hasSize(2);
    assertThat(data.get("maxConcurrency").asInt()).isEqualTo(5);
    assertThat(data.get("toleratedFailureCount").asInt()).isEqualTo(1);
    ObjectNode settings = order.putObject("stateConfiguration").put("mapIterationFailureCount", 1);
    assertThat(test(order).get("status").asText()).isEqualTo("SUCCEEDED");
    settings.put("mapIterationFailureCount", 2);
    assertThat(test(order).get("error").asText())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
    settings.put("errorCausedByState", "Nobody");
    assertThat(refused(order)).startsWith("ValidationException").contains("Nobody");
  }

  @Test
  void aReaderFindsTheGivenData() throws Exception {
    String map =
        """
        {"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
          "Parameters": {"Bucket": "b", "Key": "k"}},
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
        """;
    ObjectNode order = mocked(map, "{}", "[0]");
    order.putObject("stateConfiguration").put("mapItemReaderData", "a,b\n1,2\n");

    assertThat(test(order).at("/inspectionData/afterItemsPointer").asText())
        .isEqualTo("[{\"a\":\"1\",\"b\":\"2\"}]");
  }

  @Test
  void aStateOfAWholeMachineIsFoundInside() throws Exception {
    String machine =
        """
        {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                  "Parameters": {"MessageBody.$": "$$.Task.Token", "QueueUrl": "q"}, "Next": "P"},
            "P": {"Type": "Pass", "End": true}}}]}}}
        """;
    JsonNode tried = test(mocked(machine, "{}", "[1]").put("stateName", "T"));

    assertThat(tried.get("output").asText()).isEqualTo("[1]");
    assertThat(tried.get("nextState").asText()).isEqualTo("P");
    assertThat(tried.at("/inspectionData/afterParameters").asText())
        .startsWith("{\"MessageBody\":\"");
    JsonNode both = test(mocked(machine, "{}", "[1]").put("stateName", "Both"));
    assertThat(both.get("output").asText()).isEqualTo("[1]");
    assertThat(refused(mocked(machine, "{}", "[1,2]").put("stateName", "Both")))
        .startsWith("ValidationException: Mock result schema validation error");
    assertThat(refused(mocked(machine, "{}", "[1]").put("stateName", "X"))).contains("'X'");
  }

  @Test
  void whatCannotBeTriedIsRefused() {
    assertThat(refused(mocked("{\"Type\":\"Pass\",\"End\":true}", "{}", "1")))
        .isEqualTo(
            "ValidationException: State type 'Pass' is not supported when a mock is specified");
    ObjectNode both = mocked(TASK, "{}", "1");
    ((ObjectNode) both.get("mock")).putObject("errorOutput").put("error", "E");
    assertThat(refused(both)).contains("[result, errorOutput]");
    assertThat(refused(mocked(TASK, "{}", "{"))).contains("mock.result is not JSON");
    assertThat(refused(order(TASK, "{}").put("context", "{}"))).contains("context");
    assertThat(refused(order("{\"Type\":\"Pass\"}", "{}")))
        .startsWith("InvalidDefinition: ")
        .doesNotContain("/States");
    assertThat(refused(order("nonsense", "{}"))).contains("INVALID_JSON_DESCRIPTION");
    assertThat(refused(order(TASK, "{"))).startsWith("InvalidExecutionInput");
    ObjectNode nobody = order(TASK, "{}");
    nobody.remove("roleArn");
    assertThat(refused(nobody)).contains("roleArn");
    String activity =
        "{\"Type\":\"Task\",\"Resource\":\"" + TestApi.PREFIX + "activity:a\",\"End\":true}";
    assertThat(refused(order(activity, "{}"))).contains("activity:a");
  }

  @Test
  void anActivityIsTriedWithAMock() throws Exception {
    String activity =
        "{\"Type\":\"Task\",\"Resource\":\"" + TestApi.PREFIX + "activity:a\",\"End\":true}";

    assertThat(test(mocked(activity, "{}", "[3]")).get("output").asText()).isEqualTo("[3]");
  }
}
