package dev.batchwright.local.integrations;

import static dev.batchwright.local.integrations.OneTask.failure;
import static dev.batchwright.local.integrations.OneTask.json;
import static dev.batchwright.local.integrations.OneTask.output;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The optimized integrations on the wire: what the service is asked, what the state gets.
///
/// (AWS: "Integrating optimized services with Step Functions" and the page of each service.)
final class OptimizedTasksTest {

  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:orders";

  private static final WireStub service = new WireStub();
  private static final SdkTasks tasks = new SdkTasks(service.endpoints());

  @BeforeEach
  void forget() {
    service.forget();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String published(String members) {
    return "<PublishResponse xmlns='http://sns.amazonaws.com/doc/2010-03-31/'><PublishResult>"
        + members
        + "</PublishResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>"
        + "</PublishResponse>";
  }

  @Test
  void aTopicGetsJsonAsTextWithItsAttributes() throws Exception {
    service.answersXml(
        200, published("<MessageId>m-1</MessageId><SequenceNumber>10</SequenceNumber>"));

    JsonNode answer =
        output(
            tasks,
            "sns:publish",
            """
            {'TopicArn': '%s', 'Message': {'order': '{%% $states.input.n %%}', 'of': ['a', null]},
             'Subject': 'new', 'MessageGroupId': 'g',
             'MessageAttributes': {'kind': {'DataType': 'String', 'StringValue': 'b c'}}}
            """
                .formatted(TOPIC));

    WireStub.Asked asked = service.taken();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.headers().get("authorization")).contains("/us-east-1/sns/aws4_request");
    assertThat(asked.form())
        .containsEntry("Action", "Publish")
        .containsEntry("Version", "2010-03-31")
        .containsEntry("TopicArn", TOPIC)
        .containsEntry("Message", "{\"order\":7,\"of\":[\"a\",null]}")
        .containsEntry("Subject", "new")
        .containsEntry("MessageGroupId", "g")
        .containsEntry("MessageAttributes.entry.1.Name", "kind")
        .containsEntry("MessageAttributes.entry.1.Value.DataType", "String")
        .containsEntry("MessageAttributes.entry.1.Value.StringValue", "b c");
    assertThat(answer.path("MessageId").asText()).isEqualTo("m-1");
    assertThat(answer.path("SequenceNumber").asText()).isEqualTo("10");
    assertThat(answer.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(answer.at("/SdkHttpMetadata/HttpHeaders/Content-type").asText())
        .isEqualTo("text/xml");
    assertThat(answer.at("/SdkHttpMetadata/AllHttpHeaders/Content-type"))
        .isEqualTo(json("['text/xml']"));
    assertThat(answer.at("/SdkResponseMetadata/RequestId").asText()).isEqualTo("request-1");
  }

  @ParameterizedTest
  @CsvSource({
    "404, NotFound, SNS.NotFoundException",
    "400, InvalidParameter, SNS.InvalidParameterException",
    "403, AuthorizationError, SNS.AuthorizationErrorException",
    "400, Throttled, SNS.ThrottledException",
    "503, Unheard, SNS.AmazonSNSException"
  })
  void topicsErrorsAreTheExceptionsOfTheSdk(int status, String code, String error)
      throws Exception {
    service.answersXml(
        status,
        "<ErrorResponse xmlns='http://sns.amazonaws.com/doc/2010-03-31/'><Error><Type>Sender</Type>"
            + "<Code>"
            + code
            + "</Code><Message>Not so</Message></Error><RequestId>request-1</RequestId>"
            + "</ErrorResponse>");

    assertThat(failure(tasks, "sns:publish", "{'TopicArn': '" + TOPIC + "', 'Message': 'm'}"))
        .isEqualTo(
            error
                + ": Not so (Service: AmazonSNS; Status Code: "
                + status
                + "; Error Code: "
                + code
                + "; Request ID: request-1; Proxy: null)");
    service.taken();
    assertThat(service.isAskedNothingMore()).as("retried by the SDK").isTrue();
  }

  @Test
  void eventsTellWhoseTheyAreAndHaveTheirDetailAsText() throws Exception {
    service.answersJson(200, "{'FailedEntryCount': 0, 'Entries': [{'EventId': 'e-1'}]}");

    Execution execution =
        OneTask.started(
            tasks,
            "events:putEvents",
            """
            {'Entries': [
              {'Detail': {'n': 1.50}, 'DetailType': 'd', 'Source': 's', 'EventBusName': 'bus',
               'Resources': ['arn:mine'], 'Time': '2026-01-02T03:04:05Z'},
              {'Detail': '{}', 'DetailType': 'd', 'Source': 's'}]}
            """,
            "");
    JsonNode answer = execution.await().output().orElseThrow();

    WireStub.Asked asked = service.taken();
    assertThat(asked.target()).isEqualTo("AWSEvents.PutEvents");
    assertThat(asked.headers().get("content-type")).isEqualTo("application/x-amz-json-1.1");
    String own = "'" + execution.arn() + "', '" + execution.machine().arn() + "'";
    assertThat(asked.json().at("/Entries/0/Time").asDouble()).isEqualTo(1_767_323_045);
    assertThat(asked.json().at("/Entries/0/Detail").asText()).isIn("{\"n\":1.5}", "{\"n\":1.50}");
    assertThat(asked.json().at("/Entries/0/Resources"))
        .isEqualTo(json("['arn:mine', " + own + "]"));
    assertThat(asked.json().at("/Entries/1/Resources")).isEqualTo(json("[" + own + "]"));
    assertThat(asked.json().at("/Entries/1/Detail").asText()).isEqualTo("{}");
    assertThat(answer.path("Entries")).isEqualTo(json("[{'EventId': 'e-1'}]"));
    assertThat(answer.path("FailedEntryCount").asInt(-1)).isZero();
    assertThat(answer.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
  }

  @Test
  void anEventThatIsNotTakenFailsTheTask() throws Exception {
    service.answersJson(
        200,
        "{'FailedEntryCount': 1, 'Entries': [{'EventId': 'e-1'},"
            + " {'ErrorCode': 'InternalFailure', 'ErrorMessage': 'later'}]}");

    assertThat(failure(tasks, "events:putEvents", "{'Entries': [{'Detail': 'a'}]}"))
        .isEqualTo(
            "EventBridge.FailedEntry: {\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"e-1\"},"
                + "{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"later\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "getItem, GetItem, {'Item': {'id': {'S': 'a'}}}",
    "putItem, PutItem, {'Attributes': {'id': {'S': 'a'}}}",
    "updateItem, UpdateItem, {'Attributes': {'id': {'S': 'a'}}}",
    "deleteItem, DeleteItem, {}"
  })
  void itemsAreReadAndWritten(String action, String operation, String answer) throws Exception {
    service.answersJson(200, answer);
    String key = operation.equals("PutItem") ? "Item" : "Key";

    JsonNode output =
        output(
            tasks,
            "dynamodb:" + action,
            "{'TableName': 't', '"
                + key
                + "': {'id': {'S': 'a'}}, 'ReturnConsumedCapacity':'NONE'}".replace('\'', '"'));

    WireStub.Asked asked = service.taken();
    assertThat(asked.target()).isEqualTo("DynamoDB_20120810." + operation);
    assertThat(asked.headers().get("content-type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(asked.json())
        .isEqualTo(
            json(
                "{'TableName': 't', '"
                    + key
                    + "': {'id': {'S': 'a'}}, 'ReturnConsumedCapacity': 'NONE'}"));
    assertThat(output.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(OptimizedCalls.withoutMetadata((ObjectNode) output)).isEqualTo(json(answer));
  }

  @Test
  void attributesKeepTheNamesOfTheirTypes() throws Exception {
    String item =
        """
        {'s': {'S': ''}, 'n': {'N': '12.50'}, 'b': {'B': 'AP8='}, 'y': {'BOOL': false},
         'z': {'NULL': true}, 'ss': {'SS': ['a', 'b']}, 'ns': {'NS': ['1', '2']},
         'l': {'L': [{'N': '1'}, {'M': {}}]}, 'm': {'M': {'k': {'L': []}}}}
        """;
    service.answersJson(200, "{'Item': " + item + "}").answersJson(200, "{}");

    JsonNode read =
        output(tasks, "dynamodb:getItem", "{'TableName': 't', 'Key': {'id': {'N': '1'}}}");
    assertThat(read.path("Item")).isEqualTo(json(item));
    service.taken();

    String written = item.replace(", 'b': {'B': 'AP8='}", "");
    output(tasks, "dynamodb:putItem", "{'TableName': 't', 'Item': " + written + "}");
    assertThat(service.taken().json().path("Item")).isEqualTo(json(written));
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException,"
        + " DynamoDB.ConditionalCheckFailedException",
    "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException,"
        + " DynamoDB.ResourceNotFoundException",
    "com.amazon.coral.validate#ValidationException, DynamoDB.AmazonDynamoDBException"
  })
  void tablesErrorsAreTheExceptionsOfTheSdk(String type, String error) throws Exception {
    service.answersJson(400, "{'__type': '" + type + "', 'message': 'The request failed'}");

    assertThat(failure(tasks, "dynamodb:putItem", "{'TableName': 't', 'Item': {}}"))
        .startsWith(error + ": The request failed (Service: AmazonDynamoDBv2; Status Code: 400;");
  }

  @Test
  void aQueueGetsJsonAsText() throws Exception {
    service.answersJson(
        200, "{'MessageId': 'm-1', 'MD5OfMessageBody': 'ae9d92c798821fc68c2e61803a30c0bd'}");

    JsonNode answer =
        output(
            tasks,
            "sqs:sendMessage",
            "{'QueueUrl': 'http://q/0/a', 'MessageBody': {'id': [1, true]}, 'DelaySeconds': 2}");

    WireStub.Asked asked = service.taken();
    assertThat(asked.target()).isEqualTo("AmazonSQS.SendMessage");
    assertThat(asked.json())
        .isEqualTo(
            json(
                "{'QueueUrl': 'http://q/0/a', 'MessageBody': '{\\'id\\':[1,true]}',"
                    + " 'DelaySeconds': 2}"));
    assertThat(answer.path("MessageId").asText()).isEqualTo("m-1");
  }

  @Test
  void aServiceThatIsNotThereIsAnErrorOfTheClient() throws Exception {
    WireStub gone = new WireStub();
    gone.close();

    assertThat(
            failure(
                new SdkTasks(gone.endpoints()),
                "sns:publish",
                "{'TopicArn': '" + TOPIC + "', 'Message': 'm'}"))
        .startsWith("SNS.SdkClientException: ");
  }
}
