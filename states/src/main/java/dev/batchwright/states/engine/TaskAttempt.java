package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.Time;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One attempt of a Task: a call on a virtual thread of its own, with its timeout and heartbeat,
/// and for `.waitForTaskToken` the wait for the token after it.
final class TaskAttempt implements TaskTokens.Waiting {

  /// How a call or a token ended.
  private sealed interface Outcome {
    record Success(JsonNode result) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}
  }

  private final Visit visit;
  private final TaskCall call;
  private final Optional<Long> timeoutSeconds;
  private final Optional<Long> heartbeatSeconds;
  private final Services services;
  private boolean closed;
  private boolean submitted;
  private @Nullable Outcome early;
  private @Nullable Thread thread;
  private Time.@Nullable Alarm timeout;
  private Time.@Nullable Alarm heartbeat;

  TaskAttempt(
      Visit visit, TaskCall call, Optional<Long> timeoutSeconds, Optional<Long> heartbeatSeconds) {
    this.visit = visit;
    this.call = call;
    this.timeoutSeconds = timeoutSeconds;
    this.heartbeatSeconds = heartbeatSeconds;
    this.services = visit.frame().execution().services();
  }

  /// How the event types of a kind of resource start.
  static String eventPrefix(ResourceArn resource) {
    return switch (resource.kind()) {
      case INTEGRATION -> "Task";
      case FUNCTION -> "LambdaFunction";
      case ACTIVITY -> "Activity";
    };
  }

  void start() {
    call.taskToken().ifPresent(token -> services.tokens().open(token, this));
    visit.later(this::recordStarted);
    Time time = services.time();
    timeoutSeconds.ifPresent(it ->
        timeout =
            time.at(
                time.now().plusSeconds(it), () -> visit.later(() -> timedOut(Failure.timeout()))));
    armHeartbeat();
    thread =
        Thread.ofVirtual()
            .name("states-task-" + call.stateName())
            .start(time.accountFor(this::perform));
  }

  private void perform() {
    Outcome outcome;
    try {
      outcome = new Outcome.Success(services.integrations().call(call));
    } catch (TaskFailure e) {
      outcome = new Outcome.Failed(Failure.of(e));
    } catch (InterruptedException e) {
      outcome = new Outcome.Failed(Failure.of("States.TaskFailed", "The task was interrupted."));
    } catch (RuntimeException | Error e) {
      outcome = new Outcome.Failed(Failure.of("States.TaskFailed", e.toString()));
    }
    Outcome result = outcome;
    visit.later(() -> returned(result));
  }

  private void recordStarted() {
    if (closed) {
      return;
    }
    ResourceArn resource = call.resource();
    visit
        .frame()
        .record(
            eventPrefix(resource) + "Started",
            resource.kind() == ResourceArn.Kind.INTEGRATION
                ? Events.task(resource)
                : Events.none());
  }

  private void returned(Outcome outcome) {
    if (closed) {
      return;
    }
    thread = null;
    if (call.taskToken().isEmpty() || outcome instanceof Outcome.Failed) {
      complete(outcome);
      return;
    }
    submitted = true;
    if (outcome instanceof Outcome.Success(JsonNode response)) {
      visit.frame().record("TaskSubmitted", Events.taskOutput(call.resource(), response));
    }
    if (early != null) {
      complete(early);
    }
  }

  private void complete(Outcome outcome) {
    close();
    switch (outcome) {
      case Outcome.Success(JsonNode result) when tooLarge(result) ->
          failed(Failure.tooLarge(resourceName()));
      case Outcome.Success(JsonNode result) -> {
        record("Succeeded", Events.taskOutput(call.resource(), result));
        visit.succeed(result);
      }
      case Outcome.Failed(Failure failure) -> failed(failure);
    }
  }

  private static boolean tooLarge(JsonNode result) {
    return Json.sizeBytes(result) > Limits.MAX_PAYLOAD_BYTES;
  }

  private String resourceName() {
    return call.resource().kind() == ResourceArn.Kind.INTEGRATION
        ? call.resource().service()
        : call.resource().text();
  }

  private void failed(Failure failure) {
    record("Failed", Events.taskFailure(call.resource(), failure));
    visit.fail(failure);
  }

  private void timedOut(Failure failure) {
    if (closed) {
      return;
    }
    close();
    record("TimedOut", Events.taskFailure(call.resource(), failure));
    visit.fail(failure);
  }

  private void record(String event, com.fasterxml.jackson.databind.node.ObjectNode details) {
    visit.frame().record(eventPrefix(call.resource()) + event, details);
  }

  private void armHeartbeat() {
    if (heartbeat != null) {
      heartbeat.cancel();
    }
    Time time = services.time();
    heartbeatSeconds.ifPresent(it ->
        heartbeat =
            time.at(
                time.now().plusSeconds(it),
                () -> visit.later(() -> timedOut(Failure.heartbeat()))));
  }

  /// Ends the attempt: nothing of it is heard any more. Its thread is interrupted.
  void close() {
    closed = true;
    call.taskToken().ifPresent(services.tokens()::close);
    if (timeout != null) {
      timeout.cancel();
    }
    if (heartbeat != null) {
      heartbeat.cancel();
    }
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public void succeed(JsonNode output) {
    answered(new Outcome.Success(output));
  }

  @Override
  public void fail(Optional<String> error, Optional<String> cause) {
    answered(new Outcome.Failed(new Failure(error, Optional.empty(), cause, false)));
  }

  @Override
  public void heartbeat() {
    visit.later(() -> {
      if (!closed) {
        armHeartbeat();
      }
    });
  }

  /// The token came back. It may come back before the call that handed it out has returned.
  private void answered(Outcome outcome) {
    call.taskToken().ifPresent(services.tokens()::close);
    visit.later(() -> {
      if (closed) {
        return;
      }
      if (submitted) {
        complete(outcome);
      } else {
        early = outcome;
      }
    });
  }
}
