package dev.batchwright.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// State machine, functions, bucket and queue of one template, through SDK clients.
class EmbeddedStateMachineTest {
  private static final Path TEMPLATE = Path.of("src/test/resources/embedded/template.yaml");

  @TempDir Path state;

  private EmbeddedTarget target;
  private SfnClient sfn;

  @BeforeEach
  void start() {
    target = EmbeddedTarget.of(TEMPLATE, state).start();
    sfn = TestClients.client(SfnClient.builder(), target.endpoint());
  }

  @AfterEach
  void stop() {
    sfn.close();
    target.close();
  }

  @Test
  void aTaskCallsTheTargetsOwnServicesByTheSdk() {
    String definition =
        """
        {"QueryLanguage": "JSONata", "StartAt": "Put", "States": {
          "Put": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
            "Arguments": {"Bucket": "%1$s", "Key": "told", "Body": "hello"}, "Next": "Get"},
          "Get": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Arguments": {"Bucket": "%1$s", "Key": "told"},
            "Output": "{%% $states.result.Body %%}", "Next": "Miss"},
          "Miss": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Arguments": {"Bucket": "%1$s", "Key": "{%% $states.input & '?' %%}"},
            "Catch": [{"ErrorEquals": ["S3.NoSuchKeyException"], "Output": "no such key",
              "Next": "Done"}], "Next": "Done"},
          "Done": {"Type": "Succeed"}}}
        """
            .formatted(target.bucket("Data"));
    String machine =
        sfn.createStateMachine(
                r -> r.name("own-services").definition(definition).roleArn("arn:aws:iam::1:role/r"))
            .stateMachineArn();
    String execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            sfn.describeExecution(r -> r.executionArn(execution)).status()
                != ExecutionStatus.RUNNING);
    DescribeExecutionResponse ended = sfn.describeExecution(r -> r.executionArn(execution));
    assertThat(ended.output())
        .as(ended.error() + ": " + ended.cause())
        .isEqualTo("\"no such key\"");
  }

  @Test
  void itemsAreReadFromS3WorkedRetriedAndGivenUp() {
    putItems(
        """
        [{"id":"1","kind":"good"},{"id":"%s","kind":"passing"},{"id":"3","kind":"bad"}]
        """
            .formatted(UUID.randomUUID()));

    DescribeExecutionResponse ended = run("{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output())
        .startsWith("[\"batchwright-data/1\",\"batchwright-data/")
        .endsWith(",\"given up\"]");
    assertThat(letters()).containsExactly("{\"error\":\"" + bad() + "\"}");
    String mapRun =
        sfn.listMapRuns(r -> r.executionArn(ended.executionArn())).mapRuns().getFirst().mapRunArn();
    var counts = sfn.describeMapRun(r -> r.mapRunArn(mapRun));
    assertThat(counts.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(counts.itemCounts().succeeded()).isEqualTo(3);
  }

  @Test
  void aFunctionThatHangsFailsItsStateAsOnAws() {
    DescribeExecutionResponse ended = run("{\"hang\":true}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo("Sandbox.Timedout");
    assertThat(ended.cause()).contains("Task timed out after 1.00 seconds");
    assertThat(sfn.getExecutionHistory(r -> r.executionArn(ended.executionArn())).events())
        .extracting(e -> e.type())
        .startsWith(HistoryEventType.EXECUTION_STARTED, HistoryEventType.CHOICE_STATE_ENTERED)
        .contains(HistoryEventType.TASK_FAILED)
        .endsWith(HistoryEventType.EXECUTION_FAILED);
  }

  @Test
  void executionsAreNamedListedAndUnknownOnesRefused() {
    putItems("[]");
    DescribeExecutionResponse ended = run("{}");

    assertThat(
            sfn.listExecutions(r -> r.stateMachineArn(target.stateMachineArn("Run"))).executions())
        .extracting(ExecutionListItem::executionArn)
        .containsExactly(ended.executionArn());
    assertThatThrownBy(() ->
            sfn.startExecution(r ->
                r.stateMachineArn(target.stateMachineArn("Run"))
                    .name(ended.name())
                    .input("{\"other\":1}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThatThrownBy(
            () -> sfn.describeStateMachine(r -> r.stateMachineArn(ended.stateMachineArn() + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.name("a")))
        .isInstanceOfSatisfying(SfnException.class, e -> assertThat(e.statusCode()).isEqualTo(400))
        .hasMessageContaining("stateMachineArn");
  }

  @Test
  void dataAndLettersOutliveTheTarget() {
    putItems("[{\"id\":\"9\",\"kind\":\"bad\"}]");
    run("{}");
    stop();

    start();

    assertThat(letters()).hasSize(1);
    assertThat(run("{}").status())
        .as("the items are still there")
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aWrongDefinitionIsRefusedAtTheStart() throws IOException {
    Path directory = Files.createDirectory(state.resolve("wrong"));
    Files.writeString(directory.resolve("run.asl.json"), "{\"StartAt\":\"A\",\"States\":{}}");
    Path template =
        Files.writeString(
            directory.resolve("template.yaml"),
            "Resources: {M: {Type: AWS::Serverless::StateMachine,"
                + " Properties: {DefinitionUri: run.asl.json}}}");

    assertThatThrownBy(() -> EmbeddedTarget.of(template, directory.resolve("state")).start())
        .hasMessageContaining("run.asl.json] state machine M: InvalidDefinition");
  }

  private void putItems(String json) {
    try (S3Client s3 = TestClients.client(S3Client.builder(), target.endpoint())) {
      s3.putObject(
          r -> r.bucket(target.bucket("Data")).key("items.json"), RequestBody.fromString(json));
    }
  }

  private List<String> letters() {
    try (SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      return sqs
          .receiveMessage(r -> r.queueUrl(target.queueUrl("Letters")).maxNumberOfMessages(10))
          .messages()
          .stream()
          .map(Message::body)
          .toList();
    }
  }

  private DescribeExecutionResponse run(String input) {
    String arn =
        sfn.startExecution(r ->
                r.stateMachineArn(target.stateMachineArn("Run"))
                    .name(UUID.randomUUID().toString())
                    .input(input))
            .executionArn();
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(arn)),
            e -> e.status() != ExecutionStatus.RUNNING);
  }

  private static String bad() {
    return WorkerHandler.BadItemException.class.getName();
  }
}
