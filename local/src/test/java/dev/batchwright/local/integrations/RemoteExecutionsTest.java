package dev.batchwright.local.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.StatesServer;
import dev.batchwright.local.TestClients;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.port.Job;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/// `states:startExecution` in a Step Functions elsewhere, which is a second server here.
final class RemoteExecutionsTest {

  private static final String START = "states:startExecution";

  private static StatesServer elsewhere;
  private static SfnClient sfn;
  private static TaskIntegrations tasks;

  @BeforeAll
  static void start() {
    elsewhere = StatesServer.start(0, new Endpoints(Map.of()));
    sfn = TestClients.client(SfnClient.builder(), elsewhere.endpoint());
    var endpoints = new Endpoints(Map.of("AWS_ENDPOINT_URL_SFN", elsewhere.endpoint().toString()));
    tasks = new RemoteExecutions(endpoints, TaskIntegrations.none());
  }

  @AfterAll
  static void stop() {
    sfn.close();
    elsewhere.close();
  }

  private static String machine(String name, String state) {
    String definition = "{'StartAt': 'S', 'States': {'S': " + state + "}}";
    return sfn.createStateMachine(it ->
            it.name(name)
                .roleArn("arn:aws:iam::000000000000:role/r")
                .definition(definition.replace('\'', '"')))
        .stateMachineArn();
  }

  private static String waiting(String name) {
    return machine(name, "{'Type': 'Wait', 'Seconds': 3600, 'End': true}");
  }

  private static String arguments(String machine, String name) {
    return "{'StateMachineArn': '" + machine + "', 'Name': '" + name + "', 'Input': {'a': 1.5}}";
  }

  private static String executionArn(String machine, String name) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  private static DescribeExecutionResponse described(String machine, String name) {
    return sfn.describeExecution(it -> it.executionArn(executionArn(machine, name)));
  }

  @Test
  void plainStartsAnswerAtOnceWithTheNewExecution() throws Exception {
    String machine = waiting("plain");

    JsonNode answer = OneTask.output(tasks, START, arguments(machine, "one"));

    DescribeExecutionResponse child = described(machine, "one");
    assertThat(child.statusAsString()).isEqualTo("RUNNING");
    assertThat(child.input()).isEqualTo("{\"a\":1.5}");
    assertThat(answer.path("ExecutionArn").asText()).isEqualTo(child.executionArn());
    assertThat(answer.path("StartDate").isIntegralNumber()).isTrue();
    assertThat(Instant.ofEpochMilli(answer.path("StartDate").asLong()))
        .isEqualTo(child.startDate());
    assertThat(answer.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);
    sfn.stopExecution(it -> it.executionArn(child.executionArn()));
  }

  @Test
  void jobsAnswerTheDescriptionWithPayloadsAsText() throws Exception {
    String machine = machine("sync", "{'Type': 'Pass', 'Result': [2], 'End': true}");

    JsonNode answer = OneTask.output(tasks, START + ".sync", arguments(machine, "one"));

    DescribeExecutionResponse child = described(machine, "one");
    assertThat(answer.path("Input").asText()).isEqualTo("{\"a\":1.5}");
    assertThat(answer.path("Output").asText()).isEqualTo("[2]");
    assertThat(answer.at("/OutputDetails/Included").asBoolean()).isTrue();
    assertThat(answer.path("ExecutionArn").asText()).isEqualTo(child.executionArn());
    assertThat(answer.path("StateMachineArn").asText()).isEqualTo(machine);
    assertThat(answer.path("Name").asText()).isEqualTo("one");
    assertThat(answer.path("Status").asText()).isEqualTo("SUCCEEDED");
    assertThat(answer.path("StopDate").asLong()).isEqualTo(child.stopDate().toEpochMilli());
    assertThat(answer.has("SdkHttpMetadata")).isFalse();
  }

  @Test
  void parsedJobsAnswerThePayloadsAsJson() throws Exception {
    String machine = machine("parsed", "{'Type': 'Pass', 'Result': [2], 'End': true}");

    JsonNode answer = OneTask.output(tasks, START + ".sync:2", arguments(machine, "one"));

    assertThat(answer.path("Input")).isEqualTo(OneTask.json("{'a': 1.5}"));
    assertThat(answer.path("Output")).isEqualTo(OneTask.json("[2]"));
  }

  @Test
  void theFailureOfAJobIsItsDescription() throws Exception {
    String machine = machine("fails", "{'Type': 'Fail', 'Error': 'Bad', 'Cause': 'not good'}");

    Ending ending = OneTask.run(tasks, START + ".sync:2", arguments(machine, "one"));

    assertThat(ending.error()).contains("States.TaskFailed");
    JsonNode cause = OneTask.json(ending.cause().orElseThrow());
    assertThat(cause.path("Error").asText()).isEqualTo("Bad");
    assertThat(cause.path("Cause").asText()).isEqualTo("not good");
    assertThat(cause.path("Status").asText()).isEqualTo("FAILED");
    assertThat(cause.path("Input").asText()).isEqualTo("{\"a\":1.5}");
    assertThat(cause.path("ExecutionArn").asText()).isEqualTo(executionArn(machine, "one"));
  }

  @Test
  void refusalsHaveTheNamesOfTheIntegration() throws Exception {
    String machine = waiting("twice");
    sfn.startExecution(it -> it.stateMachineArn(machine).name("one").input("{}"));

    assertThat(OneTask.failure(tasks, START, arguments(machine, "one")))
        .startsWith("StepFunctions.ExecutionAlreadyExistsException: ")
        .contains("(Service: AWSStepFunctions; Status Code: 400; Error Code:");
    assertThat(OneTask.failure(tasks, START + ".sync", arguments(machine + "x", "one")))
        .startsWith("StepFunctions.StateMachineDoesNotExistException: ");
  }

  @Test
  void aJobIsStoppedWithTheExecutionThatWaitsForIt() throws Exception {
    String machine = waiting("stopped");
    Execution parent = OneTask.started(tasks, START + ".sync", arguments(machine, "one"), "");
    Awaitility.await()
        .until(() ->
            parent.history().events().stream().anyMatch(it -> it.type().equals("TaskSubmitted")));

    assertThat(parent.stop(Optional.empty(), Optional.empty()).status())
        .isEqualTo(ExecutionStatus.ABORTED);

    awaitAborted(machine);
  }

  @Test
  void aJobIsStoppedWhenItsStateTimesOut() throws Exception {
    String machine = waiting("late");

    Ending ending =
        OneTask.started(tasks, START + ".sync", arguments(machine, "one"), ", 'TimeoutSeconds': 1")
            .await();

    assertThat(ending.error()).contains("States.Timeout");
    awaitAborted(machine);
  }

  private static void awaitAborted(String machine) {
    Awaitility.await().until(() -> described(machine, "one").statusAsString().equals("ABORTED"));
  }

  /// A job that was thrown out of would be stopped although it has ended.
  @Test
  void aJobThatFailedTellsItsEndItself() throws Exception {
    String machine = machine("tells", "{'Type': 'Fail'}");
    List<String> told = new ArrayList<>();
    Job job =
        new Job() {
          @Override
          public void submitted(JsonNode response) {
            told.add("submitted");
          }

          @Override
          public void succeeded(JsonNode result) {
            told.add("succeeded");
          }

          @Override
          public void failed(TaskFailure failure) {
            told.add(failure.error());
          }

          @Override
          public void onCancel(Runnable stop) {
            told.add("can be stopped");
          }
        };

    tasks.run(
        new TaskCall(
            ResourceArn.parse("arn:aws:states:::" + START + ".sync"),
            OneTask.json(arguments(machine, "one")),
            Optional.empty(),
            "T",
            "arn",
            0),
        job);

    assertThat(told).containsExactly("submitted", "can be stopped", "States.TaskFailed");
  }

  @Test
  void everythingElseIsLeftToTheTasksBehind() throws Exception {
    assertThat(OneTask.failure(tasks, "sns:publish", "{'Message': 'm'}"))
        .startsWith("States.Runtime: no integration is configured");
    TaskIntegrations worker =
        new TaskIntegrations() {
          @Override
          public JsonNode call(TaskCall call) {
            return call.arguments();
          }

          @Override
          public boolean doesActivities() {
            return true;
          }
        };
    assertThat(new RemoteExecutions(new Endpoints(Map.of()), worker).doesActivities()).isTrue();
  }
}
