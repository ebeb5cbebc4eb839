package dev.batchwright.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.api.StepFunctionsApi;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.ResultCheck.Mode;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SdkResultCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          sqs:sendMessage       | {"MessageId":7}                   | Field 'MessageId' must be a string
          sqs:sendMessage       | {"MessageId":null}                | Field 'MessageId' must be a string
          sqs:sendMessage       | {"MD5OfMessageBody":7}            | Field 'MD5OfMessageBody' must be a string
          sqs:sendMessage       | {"Md5OfMessageBody":7}            | -
          sqs:sendMessage       | {"Unknown":7}                     | -
          sqs:sendMessage       | []                                | The result must be an object
          aws-sdk:sqs:sendMessage | {"Md5OfMessageBody":7}          | Field 'Md5OfMessageBody' must be a string
          lambda:invoke         | {"StatusCode":"200"}              | Field 'StatusCode' must be an integer
          lambda:invoke         | {"StatusCode":20.5}               | Field 'StatusCode' must be an integer
          lambda:invoke         | {"Payload":{"any":[1]}}           | -
          aws-sdk:lambda:invoke | {"Payload":{"any":[1]}}           | Field 'Payload' must be a string
          events:putEvents      | {"Entries":[{},{"EventId":1}]}    | Field 'Entries[1].EventId' must be a string
          events:putEvents      | {"Entries":{}}                    | Field 'Entries' must be an array
          states:startExecution | {"ExecutionArn":"a","StartDate":1} | -
          aws-sdk:sfn:startExecution | {"ExecutionArn":"a","StartDate":1} | Field 'StartDate' must be a string
          aws-sdk:s3:getBucketLifecycleConfiguration | {"Rules":[{}]} | Required field 'Rules[0].Status' is missing
          aws-sdk:s3:getObject  | {"ContentLength":true}            | Field 'ContentLength' must be an integer
          aws-sdk:s3:getObject  | {"Metadata":{"a":1}}              | Field 'Metadata.a' must be a string
          aws-sdk:s3:getObject  | {"Metadata":[]}                   | Field 'Metadata' must be an object
          aws-sdk:s3:getObject  | {"DeleteMarker":"no"}             | Field 'DeleteMarker' must be a boolean
          aws-sdk:s3:getObject  | {"StorageClass":"STANDARD"}       | -
          aws-sdk:s3:getObject  | {"StorageClass":"WOODEN"}         | Field 'StorageClass' is not an expected value
          """)
  void holdsAResultAgainstTheModel(String called, String result, String problem) throws Exception {
    assertThat(problems("arn:aws:states:::" + called, result, Mode.STRICT))
        .isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  @Test
  void presentAsksForNothingThatIsNotThere() throws Exception {
    String resource = "arn:aws:states:::aws-sdk:s3:getBucketLifecycleConfiguration";
    assertThat(problems(resource, "{\"Rules\":[{}]}", Mode.PRESENT)).isEmpty();
    assertThat(problems(resource, "{\"Rules\":[{\"Status\":1}]}", Mode.PRESENT))
        .containsExactly("Field 'Rules[0].Status' must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:us-east-1:000000000000:function:f",
        "arn:aws:states:us-east-1:000000000000:activity:a",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:::states:startExecution.sync",
        "arn:aws:states:::aws-sdk:nosuch:doIt",
        "arn:aws:states:::sqs:doIt"
      })
  void takesAnythingWhereThereIsNoModel(String resource) throws Exception {
    assertThat(problems(resource, "[7]", Mode.STRICT)).isEmpty();
  }

  @Test
  void noneTakesAnything() throws Exception {
    assertThat(problems("arn:aws:states:::sqs:sendMessage", "[7]", Mode.NONE)).isEmpty();
  }

  @Test
  void testStateRefusesTheMockAndNamesThePlace() throws Exception {
    var engine = StatesEngine.builder().resultCheck(new SdkResultCheck());
    var api = StepFunctionsApi.over(engine, TaskIntegrations.none());
    ObjectNode request = Json.object();
    request.put(
        "definition",
        "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\",\"End\":true,"
            + "\"Parameters\":{\"QueueUrl\":\"q\",\"MessageBody\":\"b\"}}");
    ObjectNode mock = request.putObject("mock").put("result", "{\"MessageId\":7}");
    assertThatThrownBy(() -> api.call("TestState", request))
        .hasMessage("Mock result schema validation error: Field 'MessageId' must be a string");
    mock.put("fieldValidationMode", "NONE");
    assertThat(api.call("TestState", request).get("status").asText()).isEqualTo("SUCCEEDED");
  }

  private static List<String> problems(String resource, String result, Mode mode)
      throws JsonProcessingException {
    return new SdkResultCheck()
        .problems(ResourceArn.parse(resource), Json.MAPPER.readTree(result), mode);
  }
}
