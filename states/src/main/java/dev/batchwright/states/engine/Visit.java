package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.Dataflow;
import dev.batchwright.states.definition.ErrorHandling;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.Transition;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One stay of a frame at one state, through all its retries.
final class Visit {

  /// What a state does while it lasts.
  interface Work {
    /// Starts, or starts again for a retry. Results go to [Visit#succeed] or [Visit#fail].
    void start();

    /// Stops it; nothing more is to come of it before it is resumed.
    void cancel();

    /// Goes on after its end, as a redrive does.
    default void resume() {
      start();
    }

    /// Whether it knows what it has done already, so that a redrive goes on with it, and not with
    /// new work of the same state.
    default boolean keepsWhatIsDone() {
      return false;
    }

    /// Records the event of the state's own failure, where its type has one.
    default void recordFailed() {}

    /// The type of the event that comes before the state's own when it is aborted.
    default Optional<String> ownAbortEvent() {
      return Optional.empty();
    }
  }

  private final Frame frame;
  private final State state;
  private final JsonNode input;
  private final Instant enteredTime;
  private final Map<ErrorHandling.Retrier, Integer> retries = new HashMap<>();
  private final Scope scope;
  private final Observation.Site site;
  private long enteredEvent;
  private int retryCount;
  private Optional<String> taskToken = Optional.empty();
  private @Nullable Work work;
  private @Nullable Runnable pause;
  private boolean catching;
  private boolean closed;

  Visit(Frame frame, State state, JsonNode input) {
    this.frame = frame;
    this.state = state;
    this.input = input;
    this.enteredTime = frame.execution().services().time().now();
    this.site = new Observation.Site(frame.execution().arn(), frame.place(), state);
    this.scope =
        Scope.of(
            input,
            new Scope.Surroundings(
                () -> ContextObject.of(this, Optional.empty()),
                frame.variables(),
                frame.random(),
                frame.execution().services().time()::now));
  }

  Frame frame() {
    return frame;
  }

  State state() {
    return state;
  }

  Instant enteredTime() {
    return enteredTime;
  }

  int retryCount() {
    return retryCount;
  }

  Optional<String> taskToken() {
    return taskToken;
  }

  void setTaskToken(Optional<String> token) {
    taskToken = token;
  }

  /// The scope of the raw input.
  Scope scope() {
    return scope;
  }

  /// The scope of the effective input, for one item of a Map.
  Scope itemScope(JsonNode effectiveInput, ItemContext item) {
    return Scope.of(
        effectiveInput,
        new Scope.Surroundings(
            () -> ContextObject.of(this, Optional.of(item)),
            frame.variables(),
            frame.random(),
            frame.execution().services().time()::now));
  }

  void enter() {
    enteredEvent = frame.record(state.type() + "StateEntered", Events.entered(state.name(), input));
    observe(new Observation.Entered(enteredTime, site, input));
    work = StateWorks.of(this);
    run(work::start);
  }

  /// This visit, or another one of the same state with the same input, that has not been left.
  Visit reopened() {
    if (work != null && work.keepsWhatIsDone()) {
      closed = false;
      catching = false;
      retryCount = 0;
      retries.clear();
      return this;
    }
    var again = new Visit(frame, state, input);
    again.enteredEvent = enteredEvent;
    return again;
  }

  /// Does the state's work without entering it a second time.
  void resume() {
    Work again = work == null ? StateWorks.of(this) : work;
    work = again;
    run(again::resume);
  }

  /// Runs a part of the state's work, turning failed queries into the state's failure.
  void run(Runnable part) {
    if (closed) {
      return;
    }
    try {
      part.run();
    } catch (QueryException e) {
      fail(failure(e));
    }
  }

  /// Runs a part of the state's work later, on the strand.
  void later(Runnable part) {
    frame.execution().later(() -> run(part));
  }

  /// The state's work is done.
  void succeed(JsonNode result) {
    run(() -> {
      JsonNode output = state.flow().output(scope, result);
      Optional<ObjectNode> assigned =
          assigned(state.flow().assign(), state.flow().assignScope(scope, result));
      exit(output, assigned, transition());
    });
  }

  /// The state is left with an output that is settled.
  void exit(JsonNode output, Optional<ObjectNode> assigned, Transition transition) {
    boolean fits =
        Json.sizeBytes(output) <= Limits.MAX_PAYLOAD_BYTES
            && assigned.map(frame.variables()::fits).orElse(true);
    if (!fits) {
      Failure tooLarge = Failure.overLimit(state.name());
      if (catching) {
        passOn(tooLarge);
      } else {
        fail(tooLarge);
      }
      return;
    }
    close();
    frame.record(state.type() + "StateExited", Events.exited(state.name(), output, assigned));
    observe(
        new Observation.Exited(
            now(), site, output, assigned.orElseGet(Events::none), next(transition)));
    assigned.ifPresent(frame.variables()::assign);
    switch (transition) {
      case Transition.Next(String next) -> frame.goTo(next, output);
      case Transition.End() -> frame.succeed(output);
    }
  }

  /// A Choice has decided.
  ///
  /// @param rule empty for Default
  void chosen(OptionalInt rule) {
    observe(new Observation.Chosen(now(), site, rule));
  }

  private void observe(Observation observation) {
    frame.execution().services().observer().observe(observation);
  }

  private Instant now() {
    return frame.execution().services().time().now();
  }

  private int place(ErrorHandling.Retrier retrier) {
    return state.errors().retriers().indexOf(retrier);
  }

  private static Optional<String> next(Transition transition) {
    return switch (transition) {
      case Transition.Next(String next) -> Optional.of(next);
      case Transition.End() -> Optional.empty();
    };
  }

  /// What Assign comes to.
  static Optional<ObjectNode> assigned(Optional<Expression> assign, Scope scope) {
    return assign.map(it -> (ObjectNode) it.evaluate(scope));
  }

  private Transition transition() {
    return switch (state) {
      case State.Task task -> task.transition();
      case State.Map map -> map.transition();
      case State.Parallel parallel -> parallel.transition();
      case State.Wait wait -> wait.transition();
      case State.Pass pass -> pass.transition();
      case State.Choice _, State.Succeed _, State.Fail _ -> new Transition.End();
    };
  }

  /// The input after InputPath.
  JsonNode effectiveInput() {
    return state.flow().effectiveInput(scope);
  }

  /// What a Choice passes on where its rule has no Output.
  JsonNode passedOn(JsonNode effective) {
    return switch (state.flow()) {
      case Dataflow.JsonPathFlow flow -> flow.output(scope, effective);
      case Dataflow.JsonataFlow _ -> effective;
    };
  }

  /// Fails with an error of the state itself, which its last event does not lead up to.
  void raise(String error, String message) {
    fail(Failure.ofQuery(error, located(message), true));
  }

  private String located(String message) {
    return "An error occurred while executing the state '"
        + state.name()
        + "' (entered at the event id #"
        + enteredEvent
        + "). "
        + message;
  }

  private Failure failure(QueryException e) {
    Failure failure =
        Failure.ofQuery(e.error(), located(String.valueOf(e.getMessage())), e.location().isEmpty());
    e.location()
        .ifPresent(location ->
            frame.record(
                "EvaluationFailed",
                failure.details().put("location", location).put("state", state.name())));
    return failure;
  }

  /// The state's work failed: retry, catch, or pass it on.
  void fail(Failure failure) {
    if (closed) {
      return;
    }
    if (work != null) {
      work.cancel();
    }
    Optional<ErrorHandling.Retrier> retrier =
        state.errors().retriers().stream()
            .filter(it -> failure.matches(it.errorEquals()))
            .findFirst();
    if (retrier.isPresent()
        && retries.getOrDefault(retrier.get(), 0) < retrier.get().maxAttempts()) {
      retry(retrier.get(), failure);
      return;
    }
    retrier.ifPresent(
        it -> observe(new Observation.RetriesSpent(now(), site, place(it), failure.observed())));
    if (work != null) {
      work.recordFailed();
    }
    Optional<ErrorHandling.Catcher> catcher =
        state.errors().catchers().stream()
            .filter(it -> failure.matches(it.errorEquals()))
            .findFirst();
    if (catcher.isPresent()) {
      caught(catcher.get(), failure);
    } else {
      passOn(failure);
    }
  }

  private void passOn(Failure failure) {
    close();
    observe(new Observation.Failed(now(), site, failure.observed()));
    frame.fail(failure);
  }

  private void retry(ErrorHandling.Retrier retrier, Failure failure) {
    int attempt = retries.merge(retrier, 1, Integer::sum);
    retryCount++;
    Duration delay = Backoff.delay(retrier, attempt, frame.random());
    observe(
        new Observation.Retried(now(), site, place(retrier), attempt, delay, failure.observed()));
    var time = frame.execution().services().time();
    var alarm = time.at(time.now().plus(delay), () -> later(this::startAgain));
    pause = alarm::cancel;
  }

  private void startAgain() {
    boolean wanted = pause != null;
    pause = null;
    if (wanted && work != null) {
      work.start();
    }
  }

  private void caught(ErrorHandling.Catcher catcher, Failure failure) {
    catching = true;
    int index = state.errors().catchers().indexOf(catcher);
    observe(new Observation.Caught(now(), site, index, failure.observed()));
    JsonNode errorOutput = failure.errorOutput();
    try {
      switch (state.flow()) {
        case Dataflow.JsonataFlow _ -> {
          Scope seen = scope.withErrorOutput(errorOutput);
          JsonNode output =
              catcher.output().isPresent() ? catcher.output().get().evaluate(seen) : errorOutput;
          exit(output, assigned(catcher.assign(), seen), new Transition.Next(catcher.next()));
        }
        case Dataflow.JsonPathFlow _ -> {
          JsonNode output =
              catcher.resultPath().isPresent()
                  ? catcher.resultPath().get().put(input, errorOutput)
                  : input;
          exit(
              output,
              assigned(catcher.assign(), scope.withInput(errorOutput)),
              new Transition.Next(catcher.next()));
        }
      }
    } catch (QueryException e) {
      passOn(failure(e));
    }
  }

  private void close() {
    closed = true;
    setTaskToken(Optional.empty());
  }

  /// What its work has to say about being aborted, before that is told of the state.
  Optional<String> ownAbortEvent() {
    return work == null ? Optional.empty() : work.ownAbortEvent();
  }

  void cancel() {
    close();
    observe(new Observation.Aborted(now(), site));
    if (pause != null) {
      pause.run();
      pause = null;
    }
    if (work != null) {
      work.cancel();
    }
  }
}
