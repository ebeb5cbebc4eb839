package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.port.Job;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.time.Duration;

/// `states:startExecution` in a Step Functions elsewhere; everything else goes to the tasks behind.
public final class RemoteExecutions implements TaskIntegrations {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final OptimizedCalls calls;
  private final TaskIntegrations others;

  /// Executions at the endpoint of `sfn`.
  public RemoteExecutions(Endpoints endpoints, TaskIntegrations others) {
    this.calls = new OptimizedCalls(new SdkCalls(endpoints));
    this.others = others;
  }

  @Override
  public boolean doesActivities() {
    return others.doesActivities();
  }

  private static boolean isStart(ResourceArn resource) {
    return resource.service().equals("states") && resource.action().equals("startExecution");
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    return isStart(call.resource()) ? start(call.arguments()) : others.call(call);
  }

  @Override
  public void run(TaskCall call, Job job) throws TaskFailure, InterruptedException {
    if (!isStart(call.resource())) {
      others.run(call, job);
      return;
    }
    ObjectNode started = start(call.arguments());
    ObjectNode named = Json.object();
    named.set("ExecutionArn", started.path("ExecutionArn"));
    job.submitted(started);
    job.onCancel(() -> stop(named));
    ObjectNode described = describe(named);
    while (described.path("Status").asText().equals("RUNNING")) {
      Thread.sleep(BETWEEN_LOOKS);
      described = describe(named);
    }
    if (!described.path("Status").asText().equals("SUCCEEDED")) {
      // Not thrown: a job that has ended is not to be stopped.
      job.failed(new TaskFailure("States.TaskFailed", described.toString()));
      return;
    }
    if (call.resource().pattern() == ResourceArn.Pattern.RUN_A_JOB_PARSED) {
      parse(described, "Input");
      parse(described, "Output");
    }
    job.succeeded(described);
  }

  private static void parse(ObjectNode described, String member) throws TaskFailure {
    try {
      described.set(member, Json.MAPPER.readTree(described.path(member).asText()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new TaskFailure("States.Runtime", member + " of the execution is no JSON");
    }
  }

  /// Nobody hears whether it worked: the state that waited is gone.
  private void stop(ObjectNode named) {
    try {
      calls.call("states", "stopExecution", named);
    } catch (TaskFailure _) {
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode start(JsonNode arguments) throws TaskFailure, InterruptedException {
    ObjectNode request = arguments.isObject() ? arguments.deepCopy() : Json.object();
    return calls.call("states", "startExecution", request);
  }

  private ObjectNode describe(ObjectNode named) throws TaskFailure, InterruptedException {
    return OptimizedCalls.withoutMetadata(calls.call("states", "describeExecution", named));
  }
}
