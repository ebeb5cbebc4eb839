package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import dev.batchwright.states.query.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a Map state under trial does around its iterations, which are mocked: its items, what is
/// selected from each, how they are put together, and how many of them may fail.
final class TrialMap {

  private final Visit visit;
  private final State.Map state;
  private final TrialNotes notes;
  private final StateTrial.Order order;

  TrialMap(Visit visit, State.Map state, TrialNotes notes, StateTrial.Order order) {
    this.visit = visit;
    this.state = state;
    this.notes = notes;
    this.order = order;
  }

  /// What the Map's work comes to with this answer of its iterations.
  TrialAnswer answer(TrialAnswer answer) {
    JsonNode effective = visit.effectiveInput();
    Scope scope = visit.scope().withInput(effective);
    long concurrency =
        Numbers.whole(state.iteration().maxConcurrency(), scope, "MaxConcurrency", 0).orElse(0L);
    notes.put("maxConcurrency", LongNode.valueOf(concurrency));
    List<ItemContext> items;
    try {
      items = items(effective, scope);
      select(effective, scope, items);
    } catch (IOException e) {
      return new TrialAnswer.Failed("States.ItemReaderFailed", Optional.ofNullable(e.getMessage()));
    }
    return tolerated(answer, scope, items.size());
  }

  private List<ItemContext> items(JsonNode effective, Scope scope) throws IOException {
    List<ItemContext> items = new ArrayList<>();
    switch (state.iteration().source()) {
      case Iteration.Source.Items _ -> {
        MapItems.of(visit, state, effective).iterator().forEachRemaining(items::add);
        if (state.iteration().itemSelector().isEmpty()) {
          return items;
        }
      }
      case Iteration.Source.Reader reader when order.itemData().isPresent() -> {
        JsonNode arguments = reader.arguments().evaluate(scope);
        var readers = new ItemReaders(new Data(order.itemData().get()));
        try (ItemSource source = readers.open(reader.format(), arguments)) {
          for (var item = source.next(); item.isPresent(); item = source.next()) {
            items.add(item.get());
          }
        }
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        items.forEach(it -> found.add(it.value()));
        notes.put("afterItemsPointer", found);
      }
      case Iteration.Source.Reader _ -> {}
    }
    return items;
  }

  private void select(JsonNode effective, Scope scope, List<ItemContext> items) throws IOException {
    var selector = state.iteration().itemSelector();
    ArrayNode selected = JsonNodeFactory.instance.arrayNode();
    for (ItemContext item : items) {
      selected.add(
          selector.isPresent()
              ? selector.get().evaluate(visit.itemScope(effective, item))
              : item.input());
    }
    if (selector.isPresent()) {
      notes.put("afterItemSelector", selected);
    }
    if (state.iteration().mode() instanceof Iteration.Mode.Distributed mode
        && mode.batcher().isPresent()
        && !items.isEmpty()) {
      notes.put("afterItemBatcher", batches(mode.batcher().get(), scope, selected));
    }
  }

  private static ArrayNode batches(Iteration.Batcher batcher, Scope scope, ArrayNode items)
      throws IOException {
    long most =
        Numbers.whole(batcher.maxItems(), scope, "ItemBatcher/MaxItemsPerBatch", 1)
            .orElse((long) items.size());
    long bytes =
        Numbers.whole(batcher.maxInputBytes(), scope, "ItemBatcher/MaxInputBytesPerBatch", 1)
            .orElse((long) Limits.MAX_PAYLOAD_BYTES);
    var batching =
        new ChildInputs.Batching(
            (int) most, (int) bytes, batcher.batchInput().map(it -> it.evaluate(scope)));
    List<ItemContext> selected = new ArrayList<>();
    items.forEach(it ->
        selected.add(
            new ItemContext(selected.size(), Optional.empty(), it, ItemContext.STATE_DATA)));
    var inputs =
        new ChildInputs(
            ItemSource.of(new MapItems(selected.size(), selected.iterator())),
            ItemContext::value,
            Optional.of(batching));
    ArrayNode batches = JsonNodeFactory.instance.arrayNode();
    for (var batch = inputs.next(); batch.isPresent(); batch = inputs.next()) {
      batches.add(batch.get().input());
    }
    return batches;
  }

  private TrialAnswer tolerated(TrialAnswer answer, Scope scope, int items) {
    Optional<Long> count = Optional.empty();
    Optional<Double> percentage = Optional.empty();
    if (state.iteration().mode() instanceof Iteration.Mode.Distributed mode) {
      count = Numbers.whole(mode.tolerance().count(), scope, "ToleratedFailureCount", 0);
      percentage =
          Numbers.real(mode.tolerance().percentage(), scope, "ToleratedFailurePercentage", 0, 100);
    }
    notes.put("toleratedFailureCount", LongNode.valueOf(count.orElse(0L)));
    notes.put("toleratedFailurePercentage", DoubleNode.valueOf(percentage.orElse(0.0)));
    if (!(answer instanceof TrialAnswer.Result(JsonNode _, var failed)) || failed.isEmpty()) {
      return answer;
    }
    long many = failed.getAsLong();
    boolean withinCount = count.filter(it -> many <= it).isPresent();
    boolean withinPercentage =
        percentage.filter(it -> items > 0 && many * 100.0 / items <= it).isPresent();
    return many == 0 || withinCount || withinPercentage
        ? answer
        : new TrialAnswer.Failed(
            "States.ExceedToleratedFailureThreshold",
            Optional.of("The specified tolerated failure threshold was exceeded"));
  }

  /// A store where every object holds the data that a trial was given.
  private record Data(String text) implements ItemStore {
    @Override
    public InputStream open(String bucket, String key, Optional<String> versionId) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Stream<StoredObject> list(String bucket, String prefix) throws IOException {
      throw new IOException("a listing is tried with mapItemReaderData as JSON, by getObject");
    }

    @Override
    public void put(String bucket, String key, byte[] content) {}
  }
}
