package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.port.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// The run of one workflow: the machine's own, a branch's, an item's, or a child execution's.
public final class InnerRun {

  private final Place place;
  private final String executionArn;
  private final Function<String, AssertionError> failure;
  private final List<Visit> visits = new ArrayList<>();
  private ExecutionStatus status = ExecutionStatus.RUNNING;
  private Optional<Problem> problem = Optional.empty();

  /// @param failure makes the error of an expectation that is not met, with the run's story
  InnerRun(Place place, String executionArn, Function<String, AssertionError> failure) {
    this.place = Objects.requireNonNull(place, "place");
    this.executionArn = Objects.requireNonNull(executionArn, "executionArn");
    this.failure = Objects.requireNonNull(failure, "failure");
  }

  /// Which branch or item this is, from 0; 0 for a machine's own workflow.
  public long index() {
    return switch (place) {
      case Place.Top _ -> 0;
      case Place.Branch branch -> branch.index();
      case Place.Item item -> item.index();
    };
  }

  /// The execution that it ran in: a child's own in a distributed Map.
  public String executionArn() {
    return executionArn;
  }

  /// How it ended. A branch or item that was stopped because a sibling failed is ABORTED.
  public ExecutionStatus status() {
    return status;
  }

  /// Its output, if it succeeded.
  public Optional<JsonNode> output() {
    return status == ExecutionStatus.SUCCEEDED ? visits.getLast().output() : Optional.empty();
  }

  /// The error that it failed with.
  public Optional<Problem> failure() {
    return problem;
  }

  /// The states that it went through, in order, without those of inner branches and items.
  public List<String> path() {
    return visits.stream().map(Visit::name).toList();
  }

  /// The values of its variables at its end, without those of outer workflows.
  public Map<String, JsonNode> variables() {
    Map<String, JsonNode> variables = new HashMap<>();
    visits.forEach(visit ->
        visit
            .assigned()
            .properties()
            .forEach(entry -> variables.put(entry.getKey(), entry.getValue())));
    return variables;
  }

  /// Its visits of states, without those of inner branches and items.
  public List<Visit> visits() {
    return List.copyOf(visits);
  }

  /// Its visits of one state.
  public List<Visit> visits(String state) {
    return visits.stream().filter(it -> it.name().equals(state)).toList();
  }

  /// Its one visit of a state.
  ///
  /// @throws AssertionError when there were none or several
  public Visit state(String state) {
    return Visits.only(visits(state), state, this::failure);
  }

  /// Its n-th visit of a state.
  ///
  /// @param n from 1
  /// @throws AssertionError when there were not so many
  public Visit visit(String state, int n) {
    return Visits.nth(visits(state), state, n, this::failure);
  }

  Place place() {
    return place;
  }

  AssertionError failure(String message) {
    String where = place.toString();
    return failure.apply(where.isEmpty() ? message : "In " + where + ": " + message);
  }

  boolean isOpen() {
    return status == ExecutionStatus.RUNNING;
  }

  void add(Visit visit) {
    visits.add(visit);
  }

  void end(ExecutionStatus how, Optional<Problem> why) {
    status = how;
    problem = why;
  }

  @Override
  public String toString() {
    return place + " " + status + " " + path();
  }
}
