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
import org.jspecify.annotations.Nullable;

/// A Map state whose iterations run in the execution itself.
final class InlineMapWork implements Visit.Work {

  private final Visit visit;
  private final State.Map state;
  private boolean started;
  private @Nullable ItemContext next;
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
    next = null;
    iterations = new Siblings(visit);
    outputs = JsonNodeFactory.instance.arrayNode(all.size());
    long startedEvent =
        visit.frame().record("MapStateStarted", Events.none().put("length", all.size()));
    started = true;
    if (!items.hasNext()) {
      succeed();
      return;
    }
    long concurrency = concurrency();
    for (long i = 0; i < concurrency; i++) {
      launchNext(startedEvent);
    }
  }

  private long concurrency() {
    return Numbers.whole(
            state.iteration().maxConcurrency(),
            visit.scope().withInput(effectiveInput),
            "MaxConcurrency",
            0)
        .filter(it -> it > 0)
        .map(it -> Math.min(it, Limits.MAX_INLINE_CONCURRENCY))
        .orElse((long) Limits.MAX_INLINE_CONCURRENCY);
  }

  @Override
  public boolean keepsWhatIsDone() {
    return true;
  }

  /// Goes on with the iterations that failed or were aborted, then with those that never began.
  @Override
  public void resume() {
    if (!started) {
      start();
      return;
    }
    long concurrency = concurrency();
    for (long i = 0; i < concurrency; i++) {
      advance(visit.frame().lastEvent());
    }
    finishIfDone(visit.frame().lastEvent());
  }

  private void advance(long previousEvent) {
    if (!iterations.reopenNext()) {
      launchNext(previousEvent);
    }
  }

  /// An item stays the next one until it has been selected from, which may fail.
  private void launchNext(long previousEvent) {
    if (next == null && items.hasNext()) {
      next = items.next();
    }
    if (next != null) {
      launch(next, previousEvent);
    }
  }

  private void finishIfDone(long event) {
    if (iterations.isEmpty()) {
      visit.frame().setLastEvent(event);
      succeed();
    }
  }

  private void launch(ItemContext item, long previousEvent) {
    int index = (int) item.index();
    JsonNode input =
        state.iteration().itemSelector().isPresent()
            ? state.iteration().itemSelector().get().evaluate(visit.itemScope(effectiveInput, item))
            : item.input();
    next = null;
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
        visit.run(() -> {
          advance(frame.lastEvent());
          finishIfDone(event);
        });
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
