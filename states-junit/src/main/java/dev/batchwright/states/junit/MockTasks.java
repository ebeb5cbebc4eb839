package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks of one run. Simulated time lets one call through at a time.
final class MockTasks implements TaskIntegrations {

  /// Longer than any execution: a call that never answers ends by interruption.
  private static final Duration FOREVER = Duration.ofDays(100L * 365);

  private record Turn(TaskMock mock, Place place) {}

  private final MachineFile file;
  private final List<TaskMock> mocks;
  private final Map<TaskMock, List<Answer>> answers = new LinkedHashMap<>();
  private final Map<Turn, Integer> next = new HashMap<>();
  private final SimulatedTime time;
  private final Consumer<TaskCall> listener;
  private @Nullable StatesEngine engine;
  private @Nullable Throwable broken;

  /// @param mocks of those that take a call, one with a condition goes before one without, and the
  ///   later before the earlier
  /// @param listener hears of every call before it is answered
  MockTasks(
      MachineFile file, List<TaskMock> mocks, SimulatedTime time, Consumer<TaskCall> listener) {
    this.file = file;
    this.mocks =
        mocks.reversed().stream()
            .sorted(Comparator.comparing((TaskMock it) -> !it.hasCondition()))
            .toList();
    this.mocks.forEach(it -> answers.put(it, it.answers()));
    this.time = time;
    this.listener = listener;
  }

  void attach(StatesEngine to) {
    engine = to;
  }

  /// What went wrong in the test itself: a task without a mock, or a mock that threw.
  synchronized Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }

  /// The states that have a mock that was never called, by name.
  synchronized List<String> unused() {
    return mocks.stream()
        .filter(mock -> next.keySet().stream().noneMatch(it -> it.mock == mock))
        .map(it -> it.state().name())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public boolean doesActivities() {
    return true;
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped before it began");
    }
    listener.accept(call);
    Answer answer = answer(call);
    return switch (answer) {
      case Answer.Returns(TaskAnswer result, Duration takes) -> {
        pause(takes);
        yield worked(result, call);
      }
      case Answer.Fails(String error, Optional<String> cause, Duration takes) -> {
        pause(takes);
        throw new TaskFailure(error, cause);
      }
      case Answer.Never _ -> {
        if (call.taskToken().isEmpty()) {
          time.sleep(FOREVER);
        }
        yield JsonNodeFactory.instance.objectNode();
      }
      case Answer.CallsBack(TaskAnswer result, Duration takes, Optional<Duration> heartbeat) -> {
        JsonNode output = worked(result, call);
        later(call, takes, heartbeat, token -> engine().succeedTask(token, output));
        yield JsonNodeFactory.instance.objectNode();
      }
      case Answer.CallsBackFailing it -> {
        later(
            call,
            it.takes(),
            it.heartbeat(),
            token -> engine().failTask(token, Optional.of(it.error()), it.cause()));
        yield JsonNodeFactory.instance.objectNode();
      }
    };
  }

  private void pause(Duration takes) throws InterruptedException {
    if (takes.isPositive()) {
      time.sleep(takes);
    }
  }

  private JsonNode worked(TaskAnswer answer, TaskCall call) throws TaskFailure {
    try {
      return JsonValues.of(answer.answer(call));
    } catch (RuntimeException | Error e) {
      setBroken(e);
      throw e;
    }
  }

  private void later(
      TaskCall call, Duration takes, Optional<Duration> heartbeat, Consumer<String> how) {
    String token = call.taskToken().orElseThrow();
    heartbeat.ifPresent(it -> beat(token, it));
    time.at(time.now().plus(takes), () -> how.accept(token));
  }

  private void beat(String token, Duration interval) {
    time.at(
        time.now().plus(interval),
        () -> {
          if (engine().heartbeat(token) == StatesEngine.TokenAnswer.TAKEN) {
            beat(token, interval);
          }
        });
  }

  private synchronized Answer answer(TaskCall call) throws TaskFailure {
    for (TaskMock mock : mocks) {
      if (takes(mock, call)) {
        List<Answer> all = answers.getOrDefault(mock, List.of());
        int turn = next.merge(new Turn(mock, call.place()), 1, Integer::sum);
        return all.get(Math.min(turn, all.size()) - 1);
      }
    }
    setBroken(new UnmockedTaskError(notMocked(call)));
    throw new TaskFailure("States.Runtime", "it has no mock");
  }

  private boolean takes(TaskMock mock, TaskCall call) {
    try {
      return mock.takesCall(call);
    } catch (RuntimeException | Error e) {
      setBroken(e);
      throw e;
    }
  }

  private String notMocked(TaskCall call) {
    boolean some = mocks.stream().anyMatch(it -> it.state().name().equals(call.stateName()));
    String how =
        call.taskToken().isPresent()
            ? "callsBack(...)"
            : call.resource().action().equals("invoke") ? "returnsPayload(...)" : "returns(...)";
    return file.source()
        + ": the Task state '"
        + call.stateName()
        + (some ? "' was called with arguments that no mock of it takes" : "' has no mock")
        + ".\n  It calls "
        + call.resource()
        + "\n  with "
        + JsonValues.brief(call.arguments())
        + "\nSay before run(...) what it does:\n  machine.given(\""
        + call.stateName()
        + "\")."
        + how
        + ";";
  }

  private synchronized void setBroken(Throwable problem) {
    if (broken == null) {
      broken = problem;
    }
  }

  private StatesEngine engine() {
    if (engine == null) {
      throw new IllegalStateException("tasks are called after the engine is attached");
    }
    return engine;
  }

  /// A task was called that the test says nothing about.
  static final class UnmockedTaskError extends AssertionError {
    private static final long serialVersionUID = 1L;

    UnmockedTaskError(String message) {
      super(message);
    }
  }
}
