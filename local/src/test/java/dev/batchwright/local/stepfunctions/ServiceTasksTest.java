package dev.batchwright.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.MutableClock;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.lambda.Concurrency;
import dev.batchwright.local.lambda.FunctionDefinition;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.local.lambda.TestHandlers;
import dev.batchwright.local.sqs.SqsService;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTasksTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String SEND = "arn:aws:states:::sqs:sendMessage";

  @TempDir Path directory;

  private FunctionHost functions;
  private SqsService sqs;
  private ServiceTasks tasks;

  @BeforeEach
  void start() {
    functions =
        new FunctionHost(
            ARN,
            Map.of(),
            new Concurrency(1, Concurrency.Overflow.THROTTLE),
            getClass().getClassLoader());
    deploy("Echo", OptionalInt.empty());
    deploy("Throws", OptionalInt.empty());
    deploy("Hangs", OptionalInt.empty());
    sqs = new SqsService(directory, "http://h/0", "arn:aws:sqs:r:0:", new MutableClock());
    sqs.declare("dead", Map.of());
    tasks =
        new ServiceTasks(
            functions,
            sqs,
            call -> {
              throw new TaskFailure("Sdk", call.resource().text());
            });
  }

  @AfterEach
  void stop() {
    functions.close();
    sqs.close();
  }

  @Test
  void invokeAnswersLikeTheInvokeApi() throws Exception {
    JsonNode answer = call(INVOKE, "{'FunctionName':'" + ARN + "Echo','Payload':{'a':1}}");

    assertThat(answer)
        .isEqualTo(json("{'ExecutedVersion':'$LATEST','Payload':{'a':1},'StatusCode':200}"));
    assertThat(call(INVOKE, "{'FunctionName':'Echo','InvocationType':'Event'}"))
        .isEqualTo(json("{'ExecutedVersion':'$LATEST','StatusCode':202}"));
  }

  @Test
  void aFunctionsArnAnswersItsResult() throws Exception {
    assertThat(call(ARN + "Echo", "{'a':1}")).isEqualTo(json("{'a':1}"));
  }

  @Test
  void errorsHaveTheNamesThatStepFunctionsGivesThem() {
    deploy("Stopped", OptionalInt.of(0));

    assertFails(
        INVOKE,
        "{'FunctionName':'Throws','Payload':'bad'}",
        TestHandlers.BadChunkException.class.getName(),
        "\"errorMessage\":\"chunk 7 is bad\"");
    assertFails(
        INVOKE,
        "{'FunctionName':'Hangs','Payload':'hang'}",
        "Sandbox.Timedout",
        "Task timed out after 0.05 seconds");
    assertFails(
        INVOKE, "{'FunctionName':'Stopped'}", "Lambda.TooManyRequestsException", "Rate Exceeded");
    assertFails(
        INVOKE, "{'FunctionName':'No'}", "Lambda.ResourceNotFoundException", "Function not found");
    assertFails(INVOKE, "{}", "States.Runtime", "no FunctionName");
    assertFails("arn:aws:states:::sns:publish", "{}", "States.Runtime", "is not offered");
  }

  @Test
  void aMessageBodyIsSentAsJson() throws Exception {
    JsonNode sent = call(SEND, "{'QueueUrl':'http://h/0/dead','MessageBody':{'run':'r','n':1}}");

    JsonNode received = sqs.call("ReceiveMessage", json("{'QueueUrl':'dead'}"));
    assertThat(sent.path("MessageId").asText())
        .isEqualTo(received.at("/Messages/0/MessageId").asText());
    assertThat(received.at("/Messages/0/Body").asText()).isEqualTo("{\"run\":\"r\",\"n\":1}");
    assertFails(
        SEND,
        "{'QueueUrl':'http://h/0/none','MessageBody':'b'}",
        "SQS.QueueDoesNotExistException",
        "'none'");
  }

  private void deploy(String name, OptionalInt reserved) {
    String handler = name.equals("Stopped") ? "Echo" : name;
    Duration timeout = name.equals("Hangs") ? Duration.ofMillis(50) : Duration.ofMinutes(1);
    functions.deploy(
        new FunctionDefinition(
            name, TestHandlers.class.getName() + "$" + handler, timeout, 512, reserved, Map.of()));
  }

  private JsonNode call(String resource, String arguments)
      throws TaskFailure, InterruptedException {
    return tasks.call(
        new TaskCall(
            ResourceArn.parse(resource), json(arguments), Optional.empty(), "State", "arn", 0));
  }

  private void assertFails(String resource, String arguments, String error, String cause) {
    assertThatThrownBy(() -> call(resource, arguments))
        .isInstanceOfSatisfying(
            TaskFailure.class,
            failure -> {
              assertThat(failure.error()).isEqualTo(error);
              assertThat(failure.cause().orElseThrow()).contains(cause);
            });
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
