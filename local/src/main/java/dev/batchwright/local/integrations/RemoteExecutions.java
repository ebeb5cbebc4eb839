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

  private final SdkCalls calls;
  private final TaskIntegrations others;

  /// Executions at the endpoint of `sfn`.
  public RemoteExecutions(Endpoints endpoints, TaskIntegrations others) {
    this.calls = new SdkCalls(endpoints);
    this.others = others;
  }

  private static boolean isStart(ResourceArn resource) {
    return resource.service().equals("states") && resource.action().equals("startExecution");
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    return isStart(call.resource()) ? sfn("startExecution", call.arguments()) : others.call(call);
  }

  @Override
  public void run(TaskCall call, Job job) throws TaskFailure, InterruptedException {
    if (!isStart(call.resource())) {
      others.run(call, job);
      return;
    }
    ObjectNode started = sfn("startExecution", call.arguments());
    ObjectNode named = Json.object();
    named.set("ExecutionArn", started.path("ExecutionArn"));
    job.submitted(started);
    job.onCancel(() -> stop(named));
    ObjectNode described = sfn("describeExecution", named);
    while (described.path("Status").asText().equals("RUNNING")) {
      Thread.sleep(BETWEEN_LOOKS);
      described = sfn("describeExecution", named);
    }
    if (!described.path("Status").asText().equals("SUCCEEDED")) {
      throw new TaskFailure("States.TaskFailed", described.toString());
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
      sfn("stopExecution", named);
    } catch (TaskFailure _) {
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode sfn(String action, JsonNode arguments)
      throws TaskFailure, InterruptedException {
    try {
      return calls.call("sfn", action, arguments, SdkJson.Naming.SDK).json();
    } catch (TaskFailure e) {
      throw new TaskFailure(e.error().replaceFirst("^Sfn\\.", "StepFunctions."), e.cause());
    }
  }
}
