package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.port.ResultCheck;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.query.Uuids;
import dev.batchwright.states.time.Time;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// Runs state machines in this JVM.
///
/// ```java
/// StatesEngine engine = StatesEngine.builder().integrations(call -> answer(call)).build();
/// Ending ending = engine.run(StateMachine.parse(text), input).await();
/// ```
///
/// An engine has no threads of its own while nothing runs, and needs no closing.
public final class StatesEngine {

  private static final int DEFAULT_MAX_ENDED_CHILDREN = 10_000;

  private final Services services;
  private final ResultCheck resultCheck;
  private final SplittableRandom random;

  private StatesEngine(Services services, ResultCheck resultCheck) {
    this.services = services;
    this.resultCheck = resultCheck;
    this.random = new SplittableRandom(services.seed());
  }

  /// Starts to configure an engine.
  public static Builder builder() {
    return new Builder();
  }

  /// Makes the ARNs of this engine's account and region.
  public Names names() {
    return services.names();
  }

  /// Its clock.
  public Time time() {
    return services.time();
  }

  /// The Standard children of its Map Runs.
  public ChildArchive children() {
    return services.children();
  }

  /// Checks the mocked results of its Tasks.
  public ResultCheck resultCheck() {
    return resultCheck;
  }

  Services services() {
    return services;
  }

  /// The tasks of activities that wait for workers.
  public Activities activities() {
    return services.activities();
  }

  /// A new UUID, from the engine's seed.
  public synchronized String newId() {
    return Uuids.random(random);
  }

  /// Starts an execution.
  ///
  /// @param name its name, already checked to be free
  public Execution start(Machine machine, String name, JsonNode input) {
    String arn =
        machine.type() == MachineType.EXPRESS
            ? names().express(machine.name(), name, newId())
            : names().execution(machine.name(), name);
    var execution =
        new Execution(services, machine, arn, name, input, Optional.empty(), Place.top());
    execution.start();
    return execution;
  }

  /// Starts a Standard execution of a machine that nobody has deployed.
  public Execution run(StateMachine definition, JsonNode input) {
    String name = "Machine";
    String roleArn = "arn:aws:iam::" + names().account() + ":role/" + name;
    return start(
        Machine.of(names().stateMachine(name), name, MachineType.STANDARD, roleArn, definition),
        newId(),
        input);
  }

  /// Completes the state that waits for a token.
  ///
  /// @return whether one did
  public TokenAnswer succeedTask(String token, JsonNode output) {
    return answer(token, waiting -> waiting.succeed(output));
  }

  /// Fails the state that waits for a token.
  public TokenAnswer failTask(String token, Optional<String> error, Optional<String> cause) {
    return answer(token, waiting -> waiting.fail(error, cause));
  }

  /// Tells the state that waits for a token that its work goes on.
  public TokenAnswer heartbeat(String token) {
    return answer(token, TaskTokens.Waiting::heartbeat);
  }

  private TokenAnswer answer(String token, java.util.function.Consumer<TaskTokens.Waiting> how) {
    Optional<TaskTokens.Waiting> waiting = services.tokens().find(token);
    waiting.ifPresent(how);
    if (waiting.isPresent()) {
      return TokenAnswer.TAKEN;
    }
    return TaskTokens.isWellFormed(token) ? TokenAnswer.CLOSED : TokenAnswer.UNKNOWN;
  }

  /// What became of a task token that came back.
  public enum TokenAnswer {
    /// A state was waiting for it.
    TAKEN,
    /// It was answered already, or its state has ended or timed out.
    CLOSED,
    /// It never was a token.
    UNKNOWN
  }

  /// Configures an engine. Everything has a default.
  public static final class Builder {

    private TaskIntegrations integrations = TaskIntegrations.none();
    private ItemStore items = ItemStore.none();
    private ResultCheck resultCheck = ResultCheck.none();
    private Time time = Time.system();
    private long seed = System.nanoTime();
    private Names names = new Names("us-east-1", "000000000000");
    private Observer observer = Observer.none();
    private int maxEndedChildren = DEFAULT_MAX_ENDED_CHILDREN;

    private Builder() {}

    /// What Task states call.
    public Builder integrations(TaskIntegrations value) {
      integrations = Objects.requireNonNull(value, "integrations");
      return this;
    }

    /// What item readers read and result writers write.
    public Builder items(ItemStore value) {
      items = Objects.requireNonNull(value, "items");
      return this;
    }

    /// What TestState holds mocked results of Tasks against.
    public Builder resultCheck(ResultCheck value) {
      resultCheck = Objects.requireNonNull(value, "resultCheck");
      return this;
    }

    /// Clock and timers.
    public Builder time(Time value) {
      time = Objects.requireNonNull(value, "time");
      return this;
    }

    /// Makes jitter, random functions, ids and child names the same in every run.
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /// Region and account in ARNs.
    public Builder names(Names value) {
      names = Objects.requireNonNull(value, "names");
      return this;
    }

    /// Is told what happens in every execution.
    public Builder observer(Observer value) {
      observer = Objects.requireNonNull(value, "observer");
      return this;
    }

    /// How many Standard children that have ended can still be asked about; 10,000 by default.
    public Builder maxEndedChildren(int value) {
      maxEndedChildren = value;
      return this;
    }

    /// Makes the engine.
    public StatesEngine build() {
      return new StatesEngine(
          new Services(
              integrations,
              items,
              time,
              seed,
              names,
              new TaskTokens(),
              new Activities(),
              new ChildArchive(maxEndedChildren),
              observer),
          resultCheck);
    }
  }
}
