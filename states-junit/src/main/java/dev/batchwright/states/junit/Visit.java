package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// One stay at one state, through all its retries. Trees are not to be modified.
public final class Visit {

  private final State state;
  private final InnerRun in;
  private final JsonNode input;
  private final Instant entered;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Retry> retries = new ArrayList<>();
  private final List<InnerRun> inner = new ArrayList<>();
  private Optional<Instant> left = Optional.empty();
  private Optional<JsonNode> output = Optional.empty();
  private ObjectNode assigned = JsonNodeFactory.instance.objectNode();
  private Optional<String> next = Optional.empty();
  private Optional<Problem> caught = Optional.empty();
  private Optional<Problem> failure = Optional.empty();
  private OptionalInt rule = OptionalInt.empty();

  Visit(State state, InnerRun in, JsonNode input, Instant entered) {
    this.state = Objects.requireNonNull(state, "state");
    this.in = Objects.requireNonNull(in, "in");
    this.input = Objects.requireNonNull(input, "input");
    this.entered = Objects.requireNonNull(entered, "entered");
  }

  /// The state's name.
  public String name() {
    return state.name();
  }

  /// The state's raw input.
  public JsonNode input() {
    return input;
  }

  /// Its output; empty when it failed or was stopped.
  public Optional<JsonNode> output() {
    return output;
  }

  /// The variables that it assigned.
  public ObjectNode assigned() {
    return assigned;
  }

  /// The state that came after it; empty at the end of its workflow.
  public Optional<String> next() {
    return next;
  }

  /// When it was entered.
  public Instant entered() {
    return entered;
  }

  /// When it was left, or failed, or was stopped.
  public Optional<Instant> left() {
    return left;
  }

  /// The calls of a Task state.
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /// Its retries.
  public List<Retry> retries() {
    return List.copyOf(retries);
  }

  /// The error that a catcher of it took.
  public Optional<Problem> caught() {
    return caught;
  }

  /// The error that it failed with, uncaught.
  public Optional<Problem> failure() {
    return failure;
  }

  /// The rule by which a Choice state decided, from 0; empty for Default and other states.
  public OptionalInt rule() {
    return rule;
  }

  /// The items of a Map state in their order, or the branches of a Parallel state. After a retry of
  /// the state it is what they did last.
  public List<InnerRun> inner() {
    Map<Long, InnerRun> latest = new TreeMap<>(Comparator.naturalOrder());
    inner.forEach(it -> latest.put(it.index(), it));
    return List.copyOf(latest.values());
  }

  /// One item of a Map state, whether it ran inline or in a child execution; a batch where the
  /// state has an ItemBatcher.
  ///
  /// @param index from 0
  /// @throws AssertionError when it never ran
  public InnerRun item(long index) {
    return inner(index, "item");
  }

  /// One branch of a Parallel state.
  ///
  /// @param index from 0
  /// @throws AssertionError when it never ran
  public InnerRun branch(int index) {
    return inner(index, "branch");
  }

  private InnerRun inner(long index, String what) {
    return inner().stream()
        .filter(it -> it.index() == index)
        .findFirst()
        .orElseThrow(() ->
            in.failure(
                what
                    + " "
                    + index
                    + " of '"
                    + name()
                    + "' was expected to run, but these did: "
                    + inner().stream().map(InnerRun::index).toList()));
  }

  /// What it belongs to.
  InnerRun in() {
    return in;
  }

  void add(Attempt attempt) {
    attempts.add(attempt);
  }

  void add(Retry retry) {
    retries.add(retry);
  }

  void add(InnerRun run) {
    inner.add(run);
  }

  void choose(OptionalInt by) {
    rule = by;
  }

  void catches(Problem problem) {
    caught = Optional.of(problem);
  }

  void exit(Instant at, JsonNode with, ObjectNode variables, Optional<String> to) {
    left = Optional.of(at);
    output = Optional.of(with);
    assigned = variables;
    next = to;
  }

  void fail(Instant at, Problem problem) {
    left = Optional.of(at);
    failure = Optional.of(problem);
  }

  void abort(Instant at) {
    left = Optional.of(at);
  }

  /// Its name, and where it is.
  @Override
  public String toString() {
    String place = in.place().toString();
    return place.isEmpty() ? name() : place + " / " + name();
  }
}
