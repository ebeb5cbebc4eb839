package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.Machine;
import dev.batchwright.states.engine.Observer;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.time.SimulatedTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// One state machine, what is given to it, and its runs.
///
/// A run is on simulated time: Waits, backoffs and timeouts of hours take milliseconds. It is
/// deterministic: the same machine, mocks, input and seed give the same run, event by event, jitter
/// and concurrency included. Each run starts from what is given so far; runs share nothing.
public final class MachineTester {

  private final MachineFile file;
  private final List<Observer> observers;
  private final List<TaskMock> mocks = new ArrayList<>();
  private final Map<String, byte[]> objects = new LinkedHashMap<>();
  private long seed = 1;
  private Instant startsAt = Instant.parse("2026-01-01T00:00:00Z");

  MachineTester(MachineFile file, List<Observer> observers) {
    this.file = Objects.requireNonNull(file, "file");
    this.observers = List.copyOf(observers);
  }

  /// A tester without the extension: its runs count for no coverage.
  ///
  /// @param path as in [StateMachineFile#value()]
  /// @param substitutions values of the file's `${Name}` placeholders
  /// @throws IllegalArgumentException when there is no such file, a placeholder has no value, or
  ///   the definition is not valid, with every problem that it has
  public static MachineTester file(String path, Map<String, String> substitutions) {
    return new MachineTester(
        MachineFile.load(path, substitutions, MachineType.STANDARD), List.of());
  }

  /// A tester of a definition's text.
  ///
  /// @throws IllegalArgumentException when the definition is not valid
  public static MachineTester definition(String text) {
    return new MachineTester(
        MachineFile.parse("the definition", text, Map.of(), MachineType.STANDARD), List.of());
  }

  /// Starts to say what a Task state does, in place of what was said before, so that a test can
  /// depart from what all tests of its class are given.
  ///
  /// @throws IllegalArgumentException when the machine has no such Task state
  public TaskMock given(String state) {
    return add(state, Optional.empty());
  }

  /// Starts to say what a Task state does when its arguments pass a test. It goes before what is
  /// said of the state without a test.
  ///
  /// @throws IllegalArgumentException when the machine has no such Task state
  public TaskMock given(String state, Predicate<JsonNode> whenArguments) {
    return add(state, Optional.of(whenArguments));
  }

  private TaskMock add(String name, Optional<Predicate<JsonNode>> arguments) {
    State state = file.states().get(name);
    if (!(state instanceof State.Task task)) {
      throw new IllegalArgumentException(StateNames.noTask(file, name));
    }
    if (arguments.isEmpty()) {
      mocks.removeIf(it -> it.state().equals(task) && !it.hasCondition());
    }
    TaskMock mock = new TaskMock(this, task, arguments);
    mocks.add(mock);
    return mock;
  }

  /// Puts an object where item readers find it.
  ///
  /// @param uri `s3://bucket/key`
  /// @param content a String is the object's text as it is; anything else becomes JSON: a List is
  ///   the items of a Map that reads JSON
  public MachineTester object(String uri, Object content) {
    String text = content instanceof String it ? it : JsonValues.of(content).toString();
    objects.put(MemoryStore.checked(uri), text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// Where all chance of the run comes from: jitter, `$random()`, ids; 1 by default.
  public MachineTester seed(long value) {
    seed = value;
    return this;
  }

  /// The instant at which runs start; 2026-01-01T00:00:00Z by default.
  public MachineTester startsAt(Instant instant) {
    startsAt = Objects.requireNonNull(instant, "instant");
    return this;
  }

  /// Runs the machine with the input `{}`.
  public TestRun run() {
    return run("{}");
  }

  /// Runs the machine to its end.
  ///
  /// @param input JSON text, a tree, or what Jackson makes one of
  /// @throws AssertionError when a task is called that has no mock, with how to mock it
  public TestRun run(Object input) {
    JsonNode tree = JsonValues.of(input);
    SimulatedTime time = SimulatedTime.deterministic(startsAt);
    MemoryStore store = new MemoryStore();
    objects.forEach((uri, content) -> store.put(uri, content));
    Recorder recorder = new Recorder();
    MockTasks tasks = new MockTasks(file, mocks, time, call -> recorder.called(call, time.now()));
    StatesEngine engine =
        StatesEngine.builder()
            .integrations(tasks)
            .items(store)
            .time(time)
            .seed(seed)
            .observer(observation -> {
              recorder.observe(observation);
              observers.forEach(it -> it.observe(observation));
            })
            .build();
    tasks.attach(engine);
    Execution execution = engine.start(machine(engine), engine.newId(), tree);
    Ending ending = awaited(execution, time);
    TestRun run =
        new TestRun(
            new TestRun.Facts(file, seed, execution, ending, tasks.unused(), store),
            recorder.top(),
            recorder);
    tasks.broken().ifPresent(it -> rethrow(it, run));
    return run;
  }

  private Machine machine(StatesEngine engine) {
    String name = file.machineName();
    return Machine.of(
        engine.names().stateMachine(name),
        name,
        file.type(),
        "arn:aws:iam::" + engine.names().account() + ":role/" + name,
        file.machine());
  }

  private static Ending awaited(Execution execution, SimulatedTime time) {
    try {
      Ending ending = execution.await();
      time.awaitQuiet();
      return ending;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the machine was running", e);
    }
  }

  private static void rethrow(Throwable problem, TestRun run) {
    if (problem instanceof MockTasks.UnmockedTaskError) {
      throw new AssertionError(problem.getMessage() + "\n\n" + run);
    }
    if (problem instanceof AssertionError assertion) {
      throw assertion;
    }
    throw new IllegalStateException("a mock threw " + problem + "\n\n" + run, problem);
  }
}
