package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Task state: resolves its arguments and makes attempts, one at a time.
final class TaskWork implements Visit.Work {

  private final Visit visit;
  private final State.Task state;
  private @Nullable TaskAttempt attempt;

  TaskWork(Visit visit, State.Task state) {
    this.visit = visit;
    this.state = state;
  }

  @Override
  public void start() {
    Services services = visit.frame().execution().services();
    ResourceArn resource = state.resource();
    Optional<String> token =
        resource.pattern() == ResourceArn.Pattern.WAIT_FOR_TASK_TOKEN
            ? Optional.of(services.tokens().create(visit.frame().random()))
            : Optional.empty();
    visit.setTaskToken(token);
    boolean byWorker =
        resource.kind() == ResourceArn.Kind.ACTIVITY && !services.integrations().doesActivities();
    Scope scope = visit.scope().withInput(visit.effectiveInput());
    JsonNode arguments = state.flow().arguments(scope);
    if (Json.sizeBytes(arguments) > Limits.MAX_PAYLOAD_BYTES) {
      visit.fail(Failure.overLimit(state.name()));
      return;
    }
    Optional<Long> timeout = Numbers.seconds(state.timeoutSeconds(), scope, "TimeoutSeconds", 1);
    Optional<Long> heartbeat =
        Numbers.seconds(state.heartbeatSeconds(), scope, "HeartbeatSeconds", 1);
    recordScheduled(arguments, timeout, heartbeat);
    var call =
        new TaskCall(
            resource,
            arguments,
            byWorker ? Optional.of(services.tokens().create(visit.frame().random())) : token,
            state.name(),
            visit.frame().execution().arn(),
            visit.retryCount(),
            visit.frame().place());
    attempt = new TaskAttempt(visit, call, timeout, heartbeat);
    attempt.start();
  }

  private void recordScheduled(
      JsonNode arguments, Optional<Long> timeout, Optional<Long> heartbeat) {
    ResourceArn resource = state.resource();
    ObjectNode details;
    if (resource.kind() == ResourceArn.Kind.INTEGRATION) {
      details = Events.task(resource);
      details.put("region", visit.frame().execution().services().names().region());
      details.set("parameters", arguments);
    } else {
      details = Events.none().put("resource", resource.text());
      details.set("input", arguments);
      details.set("inputDetails", Events.notTruncated());
    }
    timeout.ifPresent(it -> details.put("timeoutInSeconds", it));
    if (resource.kind() != ResourceArn.Kind.FUNCTION) {
      heartbeat.ifPresent(it -> details.put("heartbeatInSeconds", it));
    }
    visit.frame().record(TaskAttempt.eventPrefix(resource) + "Scheduled", details);
  }

  @Override
  public void cancel() {
    if (attempt != null) {
      attempt.close();
    }
  }
}
