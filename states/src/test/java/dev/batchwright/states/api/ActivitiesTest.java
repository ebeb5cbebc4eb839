package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ActivitiesTest {

  private static final String ARN = TestApi.PREFIX + "activity:a";

  private final TestApi api = new TestApi();

  private String machine(String more) throws ApiException {
    api.call("CreateActivity", "{\"name\": \"a\"}");
    return api.create(
        "m",
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", %s "End": true}}}
        """
            .formatted(ARN, more));
  }

  private JsonNode poll() throws ApiException {
    return api.call("GetActivityTask", "{\"activityArn\": \"%s\", \"workerName\": \"w1\"}", ARN);
  }

  @Test
  void aWorkerDoesATask() throws Exception {
    String run = api.start(machine(""), "run", "{\"n\":1}");
    api.time.advance(Duration.ofHours(5));
    JsonNode task = poll();

    assertThat(task.get("input").asText()).isEqualTo("{\"n\":1}");
    api.call(
        "SendTaskSuccess",
        "{\"taskToken\": \"%s\", \"output\": \"[2]\"}",
        task.get("taskToken").asText());
    api.time.advance(Duration.ZERO);

    assertThat(api.describe(run).get("output").asText()).isEqualTo("[2]");
    assertThat(api.events(run).findValuesAsText("type"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(api.events(run).at("/3/activityStartedEventDetails/workerName").asText())
        .isEqualTo("w1");
    assertThat(api.events(run).at("/2/activityScheduledEventDetails/resource").asText())
        .isEqualTo(ARN);
  }

  @Test
  void timeoutAndHeartbeatCountFromWhenAWorkerTakesTheTask() throws Exception {
    String run =
        api.start(machine("\"TimeoutSeconds\": 100, \"HeartbeatSeconds\": 30,"), "r", "{}");
    api.time.advance(Duration.ofHours(1));
    assertThat(api.describe(run).get("status").asText()).isEqualTo("RUNNING");
    String token = poll().get("taskToken").asText();
    api.time.advance(Duration.ofSeconds(20));
    api.call("SendTaskHeartbeat", "{\"taskToken\": \"%s\"}", token);
    api.time.advance(Duration.ofSeconds(29));
    assertThat(api.describe(run).get("status").asText()).isEqualTo("RUNNING");
    api.time.advance(Duration.ofSeconds(1));

    assertThat(api.describe(run).get("error").asText()).isEqualTo("States.Timeout");
    assertThat(api.events(run).findValuesAsText("type")).contains("ActivityTimedOut");
    assertThat(
            api.refused("SendTaskSuccess", "{\"taskToken\": \"%s\", \"output\": \"1\"}", token)
                .code())
        .isEqualTo("TaskTimedOut");
  }

  @Test
  void aWorkerWaitsAMinuteAndThenGetsNothing() throws Exception {
    machine("");
    CompletableFuture<JsonNode> answer = waitingWorker();
    api.time.advance(Duration.ofSeconds(59));
    assertThat(answer).isNotDone();
    api.time.advance(Duration.ofSeconds(1));

    assertThat(answer.get()).isEmpty();
  }

  @Test
  void aWaitingWorkerGetsTheNextTaskAndAFailureIsTheStates() throws Exception {
    String machine = machine("");
    CompletableFuture<JsonNode> answer = waitingWorker();
    String run = api.start(machine, "run", "{}");
    api.call(
        "SendTaskFailure",
        "{\"taskToken\": \"%s\", \"error\": \"Bad\", \"cause\": \"why\"}",
        answer.get().get("taskToken").asText());
    api.time.advance(Duration.ZERO);

    assertThat(api.describe(run).get("error").asText()).isEqualTo("Bad");
    assertThat(api.events(run).findValuesAsText("type")).contains("ActivityFailed");
  }

  /// A worker that has set its alarm, so that time may move on.
  private CompletableFuture<JsonNode> waitingWorker() throws InterruptedException {
    var answer = new CompletableFuture<JsonNode>();
    Thread worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answer.complete(poll());
              } catch (ApiException e) {
                answer.completeExceptionally(e);
              }
            });
    while (worker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return answer;
  }

  @Test
  void aTaskOfAStoppedExecutionIsNotGivenOut() throws Exception {
    String machine = machine("");
    String stopped = api.start(machine, "stopped", "{\"n\":1}");
    api.time.advance(Duration.ZERO);
    api.call("StopExecution", "{\"executionArn\": \"%s\"}", stopped);
    api.start(machine, "going", "{\"n\":2}");
    api.time.advance(Duration.ZERO);

    assertThat(poll().get("input").asText()).isEqualTo("{\"n\":2}");
  }

  @Test
  void activitiesAreCreatedOnceListedAndDeleted() throws Exception {
    JsonNode created =
        api.call("CreateActivity", "{\"name\": \"a\", \"tags\": [{\"key\": \"k\"}]}");

    assertThat(created.get("activityArn").asText()).isEqualTo(ARN);
    assertThat(api.call("CreateActivity", "{\"name\": \"a\"}")).isEqualTo(created);
    assertThat(api.call("ListTagsForResource", "{\"resourceArn\": \"%s\"}", ARN).get("tags"))
        .hasSize(1);
    assertThat(api.call("ListActivities", "{}").at("/activities/0/name").asText()).isEqualTo("a");
    assertThat(api.text("name", "DescribeActivity", "{\"activityArn\": \"%s\"}", ARN))
        .isEqualTo("a");
    api.call("DeleteActivity", "{\"activityArn\": \"%s\"}", ARN);
    assertThat(api.refused("DescribeActivity", "{\"activityArn\": \"%s\"}", ARN).code())
        .isEqualTo("ActivityDoesNotExist");
    assertThat(api.refused("GetActivityTask", "{\"activityArn\": \"%s\"}", ARN).code())
        .isEqualTo("ActivityDoesNotExist");
  }
}
