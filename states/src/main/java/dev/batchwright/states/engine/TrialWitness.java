package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Dataflow;
import dev.batchwright.states.definition.State;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sees what becomes of a state under trial, and stops the trial where the state would be tried
/// again once too often.
final class TrialWitness implements Observer {

  private final String stateName;
  private final int retries;
  private @Nullable Execution execution;
  private int retriesSeen;
  private Observation.@Nullable Retried retried;
  private Observation.@Nullable Caught caught;
  private Observation.@Nullable Exited exited;

  TrialWitness(String stateName, int retries) {
    this.stateName = stateName;
    this.retries = retries;
  }

  void watch(Execution trial) {
    execution = trial;
  }

  @Override
  public synchronized void observe(Observation observation) {
    if (!(observation instanceof Observation.OfState of)
        || !of.site().state().name().equals(stateName)) {
      return;
    }
    switch (of) {
      case Observation.Retried it -> {
        retriesSeen++;
        if (retriesSeen > retries && execution != null) {
          retried = it;
          execution.abortSoon();
        }
      }
      case Observation.Caught it -> caught = it;
      case Observation.Exited it -> exited = it;
      case Observation.Entered _,
          Observation.Chosen _,
          Observation.RetriesSpent _,
          Observation.Failed _,
          Observation.Aborted _ -> {}
    }
  }

  /// What became of it.
  synchronized TrialOutcome outcome(Ending ending, TrialNotes notes, StateTrial.Order order) {
    TrialOutcome.Status status = status(ending);
    Optional<JsonNode> output = Optional.ofNullable(exited).map(Observation.Exited::output);
    ObjectNode variables = order.variables().deepCopy();
    if (exited != null) {
      variables.setAll(exited.assigned());
    }
    fillIn(notes.stages(), order, output);
    boolean left = exited != null && status != TrialOutcome.Status.FAILED;
    return new TrialOutcome(
        status,
        left ? output : Optional.empty(),
        fault(ending, status),
        left ? Optional.ofNullable(exited).flatMap(Observation.Exited::next) : Optional.empty(),
        handler(),
        Optional.ofNullable(retried).map(Observation.Retried::delay),
        notes.stages(),
        variables);
  }

  private TrialOutcome.Status status(Ending ending) {
    if (retried != null) {
      return TrialOutcome.Status.RETRIABLE;
    }
    if (ending.status() != ExecutionStatus.SUCCEEDED) {
      return TrialOutcome.Status.FAILED;
    }
    return caught == null ? TrialOutcome.Status.SUCCEEDED : TrialOutcome.Status.CAUGHT_ERROR;
  }

  private Optional<Observation.Fault> fault(Ending ending, TrialOutcome.Status status) {
    return switch (status) {
      case SUCCEEDED -> Optional.empty();
      case FAILED -> Optional.of(new Observation.Fault(ending.error(), ending.cause()));
      case RETRIABLE -> Optional.ofNullable(retried).map(Observation.Retried::fault);
      case CAUGHT_ERROR -> Optional.ofNullable(caught).map(Observation.Caught::fault);
    };
  }

  private Optional<Integer> handler() {
    return Optional.ofNullable(retried)
        .map(Observation.Retried::retrier)
        .or(() -> Optional.ofNullable(caught).map(Observation.Caught::catcher));
  }

  /// Fields that a state does not have pass on what they get, as far as the state got.
  private void fillIn(
      Map<String, JsonNode> stages, StateTrial.Order order, Optional<JsonNode> output) {
    State state = order.state();
    boolean works =
        state instanceof State.Task
            || state instanceof State.Map
            || state instanceof State.Parallel
            || state instanceof State.Pass;
    if (state instanceof State.Pass pass) {
      pass.result().ifPresent(it -> stages.put("result", it));
    }
    switch (state.flow()) {
      case Dataflow.JsonataFlow flow -> {
        boolean argued = state instanceof State.Task || state instanceof State.Parallel;
        if (argued && flow.arguments().isEmpty()) {
          stages.putIfAbsent("afterArguments", order.input());
        }
      }
      case Dataflow.JsonPathFlow flow -> {
        if (flow.inputPath().isEmpty()) {
          stages.putIfAbsent("afterInputPath", order.input());
        }
        if (!works) {
          return;
        }
        passOn(stages, "afterInputPath", flow.parameters().isEmpty(), "afterParameters");
        if (state instanceof State.Pass) {
          passOn(stages, "afterParameters", true, "result");
        }
        passOn(stages, "result", flow.resultSelector().isEmpty(), "afterResultSelector");
        if (flow.outputPath().isEmpty() && caught == null) {
          output.ifPresent(it -> stages.putIfAbsent("afterResultPath", it));
        }
      }
    }
  }

  private static void passOn(Map<String, JsonNode> stages, String from, boolean asItIs, String to) {
    JsonNode value = stages.get(from);
    if (asItIs && value != null) {
      stages.putIfAbsent(to, value);
    }
  }
}
