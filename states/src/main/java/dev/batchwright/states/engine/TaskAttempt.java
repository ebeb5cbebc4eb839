package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.port.Job;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.Time;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One attempt of a Task: a call on a virtual thread of its own, with its timeout and heartbeat;
/// for `.waitForTaskToken` the wait for the token after it, for `.sync` the wait for the job's end.
/// An activity's task has no call, but a worker that takes it, if one comes; only from then on its
/// timeout and heartbeat count.
final class TaskAttempt implements TaskTokens.Waiting, Activities.Scheduled, Job {

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
  private volatile boolean closed;
  private boolean submitted;
  private @Nullable Outcome early;
  private @Nullable Thread thread;
  private @Nullable Runnable stopJob;
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
    if (byWorker()) {
      services.activities().schedule(call.resource().text(), this);
      return;
    }
    visit.later(() -> recordStarted(Optional.empty()));
    armTimeout();
    armHeartbeat();
    thread =
        Thread.ofVirtual()
            .name("states-task-" + call.stateName())
            .start(services.time().accountFor(this::perform));
  }

  private boolean byWorker() {
    return call.resource().kind() == ResourceArn.Kind.ACTIVITY
        && !services.integrations().doesActivities();
  }

  private boolean isJob() {
    return switch (call.resource().pattern()) {
      case RUN_A_JOB, RUN_A_JOB_PARSED -> true;
      case REQUEST_RESPONSE, WAIT_FOR_TASK_TOKEN -> false;
    };
  }

  private void armTimeout() {
    Time time = services.time();
    timeoutSeconds.ifPresent(it ->
        timeout =
            time.at(
                time.now().plusSeconds(it), () -> visit.later(() -> timedOut(Failure.timeout()))));
  }

  @Override
  public String token() {
    return call.taskToken().orElseThrow();
  }

  @Override
  public JsonNode input() {
    return call.arguments();
  }

  @Override
  public void started(Optional<String> worker) {
    visit.later(() -> {
      if (!closed) {
        recordStarted(worker);
        armTimeout();
        armHeartbeat();
        submitted = true;
        if (early != null) {
          complete(early);
        }
      }
    });
  }

  private void perform() {
    Outcome outcome;
    try {
      if (isJob()) {
        services.integrations().run(call, this);
        return;
      }
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

  private void recordStarted(Optional<String> worker) {
    if (closed) {
      return;
    }
    ResourceArn resource = call.resource();
    ObjectNode details =
        resource.kind() == ResourceArn.Kind.INTEGRATION ? Events.task(resource) : Events.none();
    worker.ifPresent(it -> details.put("workerName", it));
    visit.frame().record(eventPrefix(resource) + "Started", details);
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

  private void record(String event, ObjectNode details) {
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
    Runnable stop;
    synchronized (this) {
      closed = true;
      stop = stopJob;
      stopJob = null;
    }
    call.taskToken().ifPresent(services.tokens()::close);
    if (byWorker()) {
      services.activities().withdraw(call.resource().text(), this);
    }
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
    if (stop != null) {
      stopSoon(stop);
    }
  }

  /// Whoever stops a job may have to ask a service: not on the strand.
  private void stopSoon(Runnable stop) {
    Thread.ofVirtual().name("states-stop-job").start(services.time().accountFor(stop));
  }

  @Override
  public void succeed(JsonNode output) {
    answered(new Outcome.Success(output));
  }

  @Override
  public void fail(Optional<String> error, Optional<String> cause) {
    answered(new Outcome.Failed(Failure.of(error, cause)));
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

  @Override
  public void submitted(JsonNode response) {
    visit.later(() -> {
      if (!closed) {
        visit.frame().record("TaskSubmitted", Events.taskOutput(call.resource(), response));
      }
    });
  }

  @Override
  public void succeeded(JsonNode result) {
    visit.later(() -> jobEnded(new Outcome.Success(result)));
  }

  @Override
  public void failed(TaskFailure failure) {
    visit.later(() -> jobEnded(new Outcome.Failed(Failure.of(failure))));
  }

  private void jobEnded(Outcome outcome) {
    if (!closed) {
      thread = null;
      synchronized (this) {
        stopJob = null;
      }
      complete(outcome);
    }
  }

  @Override
  public void onCancel(Runnable stop) {
    synchronized (this) {
      if (!closed) {
        stopJob = stop;
        return;
      }
    }
    stopSoon(stop);
  }
}
