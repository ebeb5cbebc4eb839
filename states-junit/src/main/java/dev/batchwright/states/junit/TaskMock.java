package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// What one Task state does, call by call: the first answer is for the first call, and the last one
/// is for all calls after it.
///
/// ```java
/// machine.given("Charge card")
///     .fails("Bank.Busy").times(2)
///     .takes(Duration.ofMinutes(3)).returns("{\"receipt\": 7}");
/// ```
///
/// Retries are calls, and so are later visits of the state in a loop. Each branch of a Parallel and
/// each item of a Map plays the answers from the first one, whatever its neighbours do.
public final class TaskMock {

  private final MachineTester tester;
  private final State.Task state;
  private final Optional<Predicate<JsonNode>> arguments;
  private final List<Answer> answers = new ArrayList<>();
  private Duration takes = Duration.ZERO;
  private Optional<Duration> heartbeat = Optional.empty();

  TaskMock(MachineTester tester, State.Task state, Optional<Predicate<JsonNode>> arguments) {
    this.tester = tester;
    this.state = state;
    this.arguments = arguments;
  }

  /// Returns a result, as the service called would: for `lambda:invoke` that is the response of the
  /// Invoke API, see [#returnsPayload(Object)].
  ///
  /// @param result JSON text, a tree, or what Jackson makes one of
  public TaskMock returns(Object result) {
    JsonNode tree = JsonValues.of(result);
    return answers(_ -> tree);
  }

  /// Returns a function's result in the response that `lambda:invoke` gives.
  ///
  /// @throws IllegalArgumentException for a state that calls something else
  public TaskMock returnsPayload(Object payload) {
    JsonNode tree = JsonValues.of(payload);
    return answersPayload(_ -> tree);
  }

  /// Returns what `answer` works out of the call.
  public TaskMock answers(TaskAnswer answer) {
    Objects.requireNonNull(answer, "answer");
    if (waitsForToken()) {
      throw new IllegalArgumentException(
          named()
              + " waits for its task token: say callsBack(...), callsBackFailing(...) or"
              + " neverAnswers()");
    }
    return add(new Answer.Returns(answer, takes));
  }

  /// As [#answers(TaskAnswer)], in the response that `lambda:invoke` gives.
  ///
  /// @throws IllegalArgumentException for a state that calls something else
  public TaskMock answersPayload(TaskAnswer answer) {
    ResourceArn resource = state.resource();
    if (!resource.service().equals("lambda") || !resource.action().equals("invoke")) {
      throw new IllegalArgumentException(
          named() + " calls " + resource + ", which has no Payload: say returns(...)");
    }
    return answers(call ->
        Map.of(
            "ExecutedVersion",
            "$LATEST",
            "Payload",
            JsonValues.of(answer.answer(call)),
            "StatusCode",
            200));
  }

  /// Returns its own arguments.
  public TaskMock echoes() {
    return answers(TaskCall::arguments);
  }

  /// Fails with an error name for Retry and Catch.
  public TaskMock fails(String error) {
    return add(new Answer.Fails(error, Optional.empty(), takes));
  }

  /// Fails with an error name and a cause.
  public TaskMock fails(String error, String cause) {
    return add(new Answer.Fails(error, Optional.of(cause), takes));
  }

  /// Neither returns nor fails: only TimeoutSeconds or HeartbeatSeconds end the call.
  public TaskMock neverAnswers() {
    return add(new Answer.Never(takes));
  }

  /// Sends the task token back with a result, after what [#takes(Duration)] says.
  ///
  /// @throws IllegalArgumentException for a state that does not wait for a token
  public TaskMock callsBack(Object result) {
    JsonNode tree = JsonValues.of(result);
    return callsBackWith(_ -> tree);
  }

  /// Sends the task token back with what `answer` works out of the call.
  ///
  /// @throws IllegalArgumentException for a state that does not wait for a token
  public TaskMock callsBackWith(TaskAnswer answer) {
    Objects.requireNonNull(answer, "answer");
    requireToken();
    return add(new Answer.CallsBack(answer, takes, heartbeat));
  }

  /// Sends the task token back with an error.
  ///
  /// @throws IllegalArgumentException for a state that does not wait for a token
  public TaskMock callsBackFailing(String error, String cause) {
    requireToken();
    return add(new Answer.CallsBackFailing(error, Optional.of(cause), takes, heartbeat));
  }

  /// The next answer comes after this long, in simulated time.
  public TaskMock takes(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(named() + " cannot take " + duration);
    }
    takes = duration;
    return this;
  }

  /// Until the next answer, a call back, heartbeats come this often.
  ///
  /// @throws IllegalArgumentException for a state that does not wait for a token
  public TaskMock sendsHeartbeatEvery(Duration interval) {
    requireToken();
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(named() + " cannot send a heartbeat every " + interval);
    }
    heartbeat = Optional.of(interval);
    return this;
  }

  /// The answer before this holds for so many calls in all.
  ///
  /// @param calls 1 or more
  public TaskMock times(int calls) {
    if (calls < 1 || answers.isEmpty()) {
      throw new IllegalArgumentException(
          "times(" + calls + ") of " + named() + ": expected 1 or more, and an answer before it");
    }
    Answer last = answers.getLast();
    for (int i = 1; i < calls; i++) {
      answers.add(last);
    }
    return this;
  }

  /// Goes on with another state.
  public TaskMock given(String otherState) {
    return tester.given(otherState);
  }

  /// Goes on with another state, for the calls whose arguments pass a test.
  public TaskMock given(String otherState, Predicate<JsonNode> whenArguments) {
    return tester.given(otherState, whenArguments);
  }

  /// Runs the machine; see [MachineTester#run(Object)].
  public TestRun run(Object input) {
    return tester.run(input);
  }

  private TaskMock add(Answer answer) {
    answers.add(answer);
    takes = Duration.ZERO;
    heartbeat = Optional.empty();
    return this;
  }

  private void requireToken() {
    if (!waitsForToken()) {
      throw new IllegalArgumentException(
          named() + " does not wait for a task token: its Resource is " + state.resource());
    }
  }

  private boolean waitsForToken() {
    return state.resource().pattern() == ResourceArn.Pattern.WAIT_FOR_TASK_TOKEN;
  }

  private String named() {
    return "'" + state.name() + "'";
  }

  State.Task state() {
    return state;
  }

  boolean hasCondition() {
    return arguments.isPresent();
  }

  boolean takesCall(TaskCall call) {
    return state.name().equals(call.stateName())
        && arguments.map(it -> it.test(call.arguments())).orElse(true);
  }

  /// The answers so far.
  ///
  /// @throws IllegalStateException when there is none, or the last one is not finished
  List<Answer> answers() {
    if (answers.isEmpty() || !takes.isZero() || heartbeat.isPresent()) {
      throw new IllegalStateException(
          "given("
              + named()
              + ") does not end with an answer: say returns(...), fails(...), callsBack(...) or"
              + " neverAnswers()");
    }
    return List.copyOf(answers);
  }
}
