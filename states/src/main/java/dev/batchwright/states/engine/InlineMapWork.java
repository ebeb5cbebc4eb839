package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.Place;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/// A Map state whose iterations run in the execution itself.
final class InlineMapWork implements Visit.Work {

  private final Visit visit;
  private final State.Map state;
  private boolean started;
  private Siblings iterations;
  private Iterator<ItemContext> items = Collections.emptyIterator();
  private JsonNode effectiveInput = NullNode.getInstance();
  private ArrayNode outputs = JsonNodeFactory.instance.arrayNode();

  InlineMapWork(Visit visit, State.Map state) {
    this.visit = visit;
    this.state = state;
    this.iterations = new Siblings(visit);
  }

  @Override
  public void start() {
    effectiveInput = visit.effectiveInput();
    MapItems all = MapItems.of(visit, state, effectiveInput);
    items = all.iterator();
    iterations = new Siblings(visit);
    outputs = JsonNodeFactory.instance.arrayNode(all.size());
    long concurrency =
        Numbers.whole(
                state.iteration().maxConcurrency(),
                visit.scope().withInput(effectiveInput),
                "MaxConcurrency",
                0)
            .filter(it -> it > 0)
            .map(it -> Math.min(it, Limits.MAX_INLINE_CONCURRENCY))
            .orElse((long) Limits.MAX_INLINE_CONCURRENCY);
    long startedEvent =
        visit.frame().record("MapStateStarted", Events.none().put("length", all.size()));
    started = true;
    if (!items.hasNext()) {
      succeed();
      return;
    }
    for (long i = 0; i < concurrency && items.hasNext(); i++) {
      launch(items.next(), startedEvent);
    }
  }

  private void launch(ItemContext item, long previousEvent) {
    int index = (int) item.index();
    JsonNode input =
        state.iteration().itemSelector().isPresent()
            ? state.iteration().itemSelector().get().evaluate(visit.itemScope(effectiveInput, item))
            : item.input();
    outputs.add(NullNode.getInstance());
    Frame frame =
        new Frame(
            visit.frame().execution(),
            state.iteration().processor(),
            Optional.of(visit.frame()),
            Optional.of(item),
            new Place.Item(visit.frame().place(), state.name(), index),
            index,
            (it, end) -> ended(it, index, end));
    frame.setLastEvent(previousEvent);
    frame.record("MapIterationStarted", Events.iteration(state.name(), index));
    iterations.add(frame);
    frame.goTo(state.iteration().processor().startAt(), input);
  }

  private void ended(Frame frame, int index, Frame.End end) {
    switch (end) {
      case Frame.End.Succeeded(JsonNode output) -> {
        iterations.remove(frame);
        outputs.set(index, output);
        long event =
            frame.recordAside("MapIterationSucceeded", Events.iteration(state.name(), index));
        if (items.hasNext()) {
          visit.run(() -> launch(items.next(), frame.lastEvent()));
        } else if (iterations.isEmpty()) {
          visit.frame().setLastEvent(event);
          succeed();
        }
      }
      case Frame.End.Failed(Failure failure) -> {
        frame.recordAside("MapIterationFailed", Events.iteration(state.name(), index));
        iterations.abort(frame, Optional.of(state.name()));
        visit.fail(failure);
      }
    }
  }

  private void succeed() {
    visit.frame().recordAside("MapStateSucceeded", Events.none());
    visit.succeed(outputs);
  }

  @Override
  public void recordFailed() {
    if (started) {
      visit.frame().record("MapStateFailed", Events.none());
    }
  }

  @Override
  public void cancel() {
    iterations.cancel();
  }
}
