package dev.batchwright.local.integrations;

import static dev.batchwright.local.integrations.OneTask.failure;
import static dev.batchwright.local.integrations.OneTask.json;
import static dev.batchwright.local.integrations.OneTask.output;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `aws-sdk:SERVICE:ACTION` on the wire: members and errors as the SDK for Java spells them.
///
/// (AWS: "Learning to use AWS service SDK integrations in Step Functions".)
final class SdkActionsTest {

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

  @Test
  void parametersAreReadWithTheirDatesAsText() throws Exception {
    service.answersJson(
        200,
        "{'Parameter': {'Name': '/a', 'Value': 'v', 'Version': 3, 'ARN': 'arn:a',"
            + " 'LastModifiedDate': 1767323045.5}}");

    JsonNode answer =
        output(tasks, "aws-sdk:ssm:getParameter", "{'Name': '/a', 'WithDecryption': true}");

    WireStub.Asked asked = service.taken();
    assertThat(asked.target()).isEqualTo("AmazonSSM.GetParameter");
    assertThat(asked.headers().get("content-type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(asked.json()).isEqualTo(json("{'Name': '/a', 'WithDecryption': true}"));
    assertThat(answer)
        .isEqualTo(
            json(
                "{'Parameter': {'Name': '/a', 'Value': 'v', 'Version': 3, 'Arn': 'arn:a',"
                    + " 'LastModifiedDate': '2026-01-02T03:04:05.500Z'}}"));
  }

  @Test
  void errorsAreTheSdksClassesAfterItsNameOfTheService() throws Exception {
    service.answersJson(400, "{'__type': 'ParameterNotFound'}");
    assertThat(failure(tasks, "aws-sdk:ssm:getParameter", "{'Name': '/none'}"))
        .isEqualTo(
            "Ssm.ParameterNotFoundException: Service returned error code ParameterNotFound"
                + " (Service: Ssm, Status Code: 400, Request ID: request-1)");

    service.answersJson(400, "{'__type': 'a#ValidationException', 'message': 'Not so'}");
    assertThat(failure(tasks, "aws-sdk:dynamodb:scan", "{'TableName': 't'}"))
        .isEqualTo(
            "DynamoDb.DynamoDbException: Not so"
                + " (Service: DynamoDb, Status Code: 400, Request ID: request-1)");
  }

  @Test
  void attributesHaveTheSdksNames() throws Exception {
    service.answersJson(
        200,
        """
        {'Count': 1, 'ScannedCount': 1, 'Items': [{'n': {'N': '1'}, 'y': {'BOOL': true},
         'z': {'NULL': true}, 'ss': {'SS': ['a']}, 'b': {'B': 'AP8='}, 't': {'B': 'aGk='}}]}
        """);

    JsonNode answer =
        output(
            tasks,
            "aws-sdk:dynamodb:query",
            """
            {'TableName': 't', 'KeyConditionExpression': 'id = :id',
             'ExpressionAttributeValues': {':id': {'Ss': ['a']}, ':z': {'Nul': true},
                                           ':y': {'Bool': false}, ':b': {'B': 'hi'}}}
            """);

    assertThat(service.taken().json().path("ExpressionAttributeValues"))
        .isEqualTo(
            json(
                "{':id': {'SS': ['a']}, ':z': {'NULL': true}, ':y': {'BOOL': false},"
                    + " ':b': {'B': 'aGk='}}"));
    assertThat(answer.at("/Items/0"))
        .isEqualTo(
            json(
                """
                {'n': {'N': '1'}, 'y': {'Bool': true}, 'z': {'Nul': true}, 'ss': {'Ss': ['a']},
                 'b': {'B': 'AP8='}, 't': {'B': 'hi'}}
                """));
  }

  @Test
  void eventsOfTheSdkAreSentAsTheyAre() throws Exception {
    service.answersJson(200, "{'FailedEntryCount': 1, 'Entries': [{'ErrorCode': 'Internal'}]}");

    JsonNode answer =
        output(
            tasks,
            "aws-sdk:eventbridge:putEvents",
            "{'Entries': [{'Detail': '{}', 'Source': 's', 'DetailType': 'd'}]}");

    assertThat(service.taken().json())
        .isEqualTo(json("{'Entries': [{'Detail': '{}', 'Source': 's', 'DetailType': 'd'}]}"));
    assertThat(answer)
        .isEqualTo(json("{'FailedEntryCount': 1, 'Entries': [{'ErrorCode': 'Internal'}]}"));
  }

  @Test
  void secretsAreRead() throws Exception {
    service.answersJson(200, "{'ARN': 'arn:s', 'SecretString': 'open', 'CreatedDate': 0}");
    assertThat(output(tasks, "aws-sdk:secretsmanager:getSecretValue", "{'SecretId': 's'}"))
        .isEqualTo(
            json(
                "{'Arn': 'arn:s', 'SecretString': 'open', 'CreatedDate': '1970-01-01T00:00:00Z'}"));
    assertThat(service.taken().target()).isEqualTo("secretsmanager.GetSecretValue");
  }

  @Test
  void aHostPrefixIsNotPutBeforeAnEndpointThatIsGiven() throws Exception {
    service.answersJson(200, "{'executionArn': 'arn:e', 'status': 'SUCCEEDED', 'output': '1'}");

    JsonNode answer =
        output(
            tasks, "aws-sdk:sfn:startSyncExecution", "{'StateMachineArn': 'arn:m', 'Input': {}}");

    assertThat(service.taken().target()).isEqualTo("AWSStepFunctions.StartSyncExecution");
    assertThat(answer)
        .isEqualTo(json("{'ExecutionArn': 'arn:e', 'Status': 'SUCCEEDED', 'Output': '1'}"));
  }
}
