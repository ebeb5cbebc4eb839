package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.Transition;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.util.Optional;
import java.util.OptionalInt;

/// What each type of state does.
final class StateWorks {

  private StateWorks() {}

  static Visit.Work of(Visit visit) {
    return switch (visit.state()) {
      case State.Task task -> new TaskWork(visit, task);
      case State.Map map ->
          switch (map.iteration().mode()) {
            case Iteration.Mode.Inline _ -> new InlineMapWork(visit, map);
            case Iteration.Mode.Distributed mode -> new DistributedMapWork(visit, map, mode);
          };
      case State.Parallel parallel -> new ParallelWork(visit, parallel);
      case State.Wait wait -> new WaitWork(visit, wait);
      case State.Choice choice -> new Instant(() -> choose(visit, choice));
      case State.Pass pass -> new Instant(() -> pass(visit, pass));
      case State.Succeed _ -> new Instant(() -> visit.succeed(visit.effectiveInput()));
      case State.Fail fail -> new Instant(() -> fail(visit, fail));
    };
  }

  /// Work that is over as soon as it has started.
  private record Instant(Runnable body) implements Visit.Work {
    @Override
    public void start() {
      body.run();
    }

    @Override
    public void cancel() {}
  }

  private static void pass(Visit visit, State.Pass pass) {
    JsonNode effective = visit.effectiveInput();
    JsonNode result =
        pass.result().orElseGet(() -> pass.flow().arguments(visit.scope().withInput(effective)));
    visit.succeed(result);
  }

  private static void choose(Visit visit, State.Choice choice) {
    JsonNode effective = visit.effectiveInput();
    Scope scope = visit.scope().withInput(effective);
    for (int i = 0; i < choice.rules().size(); i++) {
      State.Rule rule = choice.rules().get(i);
      if (rule.condition().holds(scope)) {
        visit.chosen(OptionalInt.of(i));
        JsonNode output =
            rule.output().isPresent()
                ? rule.output().get().evaluate(scope)
                : visit.passedOn(effective);
        visit.exit(output, Visit.assigned(rule.assign(), scope), new Transition.Next(rule.next()));
        return;
      }
    }
    if (choice.defaultNext().isEmpty()) {
      visit.raise(
          "States.NoChoiceMatched",
          "Failed to transition out of the state. The state does not point to a next state.");
      return;
    }
    visit.chosen(OptionalInt.empty());
    JsonNode output = choice.flow().output(visit.scope(), effective);
    Optional<ObjectNode> assigned = Visit.assigned(choice.flow().assign(), scope);
    visit.exit(output, assigned, new Transition.Next(choice.defaultNext().get()));
  }

  private static void fail(Visit visit, State.Fail fail) {
    visit.fail(
        Failure.of(
            text(fail.error(), visit.scope(), "Error"),
            text(fail.cause(), visit.scope(), "Cause")));
  }

  private static Optional<String> text(Optional<Expression> expression, Scope scope, String field) {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = expression.get().evaluate(scope);
    if (!value.isTextual()) {
      throw QueryException.wrongType(expression.get(), field, "a string", value);
    }
    return Optional.of(value.textValue());
  }
}
