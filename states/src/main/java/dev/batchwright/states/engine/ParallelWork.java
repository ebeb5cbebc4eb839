package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.Workflow;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.query.Json;
import java.util.Optional;

/// A Parallel state.
final class ParallelWork implements Visit.Work {

  private final Visit visit;
  private final State.Parallel state;
  private boolean started;
  private Siblings branches;
  private ArrayNode outputs = JsonNodeFactory.instance.arrayNode();

  ParallelWork(Visit visit, State.Parallel state) {
    this.visit = visit;
    this.state = state;
    this.branches = new Siblings(visit);
  }

  @Override
  public void start() {
    JsonNode input = state.flow().arguments(visit.scope().withInput(visit.effectiveInput()));
    if (Json.sizeBytes(input) > Limits.MAX_PAYLOAD_BYTES) {
      visit.fail(Failure.overLimit(state.name()));
      return;
    }
    branches = new Siblings(visit);
    outputs = JsonNodeFactory.instance.arrayNode();
    long startedEvent = visit.frame().record("ParallelStateStarted", Events.none());
    started = true;
    for (int i = 0; i < state.branches().size(); i++) {
      Workflow branch = state.branches().get(i);
      int index = i;
      outputs.add(NullNode.getInstance());
      Frame frame =
          new Frame(
              visit.frame().execution(),
              branch,
              Optional.of(visit.frame()),
              Optional.empty(),
              new Place.Branch(visit.frame().place(), state.name(), i),
              i,
              (it, end) -> ended(it, index, end));
      frame.setLastEvent(startedEvent);
      branches.add(frame);
      frame.goTo(branch.startAt(), input);
    }
  }

  @Override
  public boolean keepsWhatIsDone() {
    return true;
  }

  /// Goes on with the branches that failed or were aborted.
  @Override
  public void resume() {
    if (!started) {
      start();
      return;
    }
    while (branches.reopenNext()) {
      // one after the other, each from the state it was in
    }
    finishIfDone(visit.frame().lastEvent());
  }

  private void finishIfDone(long event) {
    if (branches.isEmpty()) {
      visit.frame().setLastEvent(event);
      visit.frame().recordAside("ParallelStateSucceeded", Events.none());
      visit.succeed(outputs);
    }
  }

  private void ended(Frame frame, int index, Frame.End end) {
    switch (end) {
      case Frame.End.Succeeded(JsonNode output) -> {
        branches.remove(frame);
        outputs.set(index, output);
        finishIfDone(frame.lastEvent());
      }
      case Frame.End.Failed(Failure failure) -> {
        branches.abort(frame, Optional.empty());
        visit.fail(failure.alsoCalled("States.BranchFailed"));
      }
    }
  }

  @Override
  public void recordFailed() {
    if (started) {
      visit.frame().record("ParallelStateFailed", Events.none());
    }
  }

  @Override
  public void cancel() {
    branches.cancel();
  }
}
