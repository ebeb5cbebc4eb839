package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.port.Job;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Executions that Task states start in the same engine: `states:startExecution` in all its
/// patterns, and `aws-sdk:sfn:*`. Everything else goes to the integrations behind it.
///
/// The end of a `.sync` execution is told by the execution itself, so nothing is polled and, under
/// simulated time, nothing is skipped.
final class NestedExecutions implements TaskIntegrations {

  private static final String SERVICE = "states";
  private static final String SDK_SERVICE = "aws-sdk:sfn";
  private static final String START = "startExecution";

  private final TaskIntegrations others;
  private @Nullable StepFunctionsApi api;

  NestedExecutions(TaskIntegrations others) {
    this.others = others;
  }

  /// The API whose engine calls this.
  void connect(StepFunctionsApi made) {
    api = made;
  }

  private StepFunctionsApi api() {
    return java.util.Objects.requireNonNull(api, "not connected");
  }

  @Override
  public boolean doesActivities() {
    return others.doesActivities();
  }

  private static boolean isStart(ResourceArn resource) {
    return resource.service().equals(SERVICE) && resource.action().equals(START);
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    if (isStart(call.resource())) {
      return started(start(call.arguments()));
    }
    if (call.resource().service().equals(SDK_SERVICE)) {
      return SdkNames.call(api(), call.resource().action(), call.arguments());
    }
    return others.call(call);
  }

  @Override
  public void run(TaskCall call, Job job) throws TaskFailure, InterruptedException {
    if (!isStart(call.resource())) {
      others.run(call, job);
      return;
    }
    Execution child = start(call.arguments());
    if (child.machine().type() == MachineType.EXPRESS) {
      throw SdkNames.optimized(StartOperations.notSupported());
    }
    job.submitted(started(child));
    job.onCancel(child::abortSoon);
    boolean parsed = call.resource().pattern() == ResourceArn.Pattern.RUN_A_JOB_PARSED;
    child.whenEnded(ending -> {
      ObjectNode described = described(child, ending, parsed);
      if (ending.status() == ExecutionStatus.SUCCEEDED) {
        job.succeeded(described);
      } else {
        job.failed(
            new TaskFailure("States.TaskFailed", described(child, ending, false).toString()));
      }
    });
  }

  private Execution start(JsonNode arguments) throws TaskFailure {
    try {
      return api().start(SdkNames.toApi(arguments));
    } catch (ApiException e) {
      throw SdkNames.optimized(e);
    }
  }

  private ObjectNode started(Execution child) {
    ObjectNode answer = Answers.none().put("ExecutionArn", child.arn());
    ObjectNode http = answer.putObject("SdkHttpMetadata");
    http.putObject("AllHttpHeaders");
    http.putObject("HttpHeaders");
    http.put("HttpStatusCode", 200);
    answer.putObject("SdkResponseMetadata").put("RequestId", child.name());
    return answer.put("StartDate", child.startDate().toEpochMilli());
  }

  /// What DescribeExecution answers, as a job's result: dates in milliseconds.
  private static ObjectNode described(Execution child, Ending ending, boolean parsed) {
    ObjectNode answer = Answers.none();
    ending.cause().ifPresent(it -> answer.put("Cause", it));
    ending.error().ifPresent(it -> answer.put("Error", it));
    answer.put("ExecutionArn", child.arn());
    answer.set("Input", payload(child.input(), parsed));
    answer.putObject("InputDetails").put("Included", true);
    answer.put("Name", child.name());
    Optional<JsonNode> output = ending.output();
    if (output.isPresent()) {
      answer.set("Output", payload(output.get(), parsed));
      answer.putObject("OutputDetails").put("Included", true);
    }
    return answer
        .put("RedriveCount", child.redriveCount())
        .put("StartDate", child.startDate().toEpochMilli())
        .put("StateMachineArn", child.machine().arn())
        .put("Status", ending.status().name())
        .put("StopDate", ending.stopDate().toEpochMilli());
  }

  private static JsonNode payload(JsonNode value, boolean parsed) {
    return parsed ? value : TextNode.valueOf(value.toString());
  }
}
