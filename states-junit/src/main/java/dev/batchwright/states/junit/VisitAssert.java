package dev.batchwright.states.junit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// Assertions about one visit of a state. Each throws an AssertionError that tells the run's story.
public final class VisitAssert implements Expectations {

  private final Visit visit;

  VisitAssert(Visit visit) {
    this.visit = Objects.requireNonNull(visit, "visit");
  }

  @Override
  public String subject() {
    return "'" + visit + "'";
  }

  @Override
  public AssertionError failure(String message) {
    return visit.in().failure(message);
  }

  /// It was entered with this raw input.
  public VisitAssert hasInput(Object input) {
    demandJson("input", input, Optional.of(visit.input()));
    return this;
  }

  /// It was left with this output.
  public VisitAssert hasOutput(Object output) {
    demandJson("output", output, visit.output());
    return this;
  }

  /// Its task was called with these arguments, in the last attempt.
  public VisitAssert calledWith(Object arguments) {
    demandJson(
        "arguments of the call",
        arguments,
        visit.attempts().isEmpty()
            ? Optional.empty()
            : Optional.of(visit.attempts().getLast().arguments()));
    return this;
  }

  /// It assigned this value to a variable.
  public VisitAssert assigned(String variable, Object value) {
    demandJson("variable $" + variable, value, Optional.ofNullable(visit.assigned().get(variable)));
    return this;
  }

  /// This state came after it.
  public VisitAssert wentTo(String next) {
    demandEqual("next state", next, visit.next().orElse("none"));
    return this;
  }

  /// It was retried so many times; 0 for never.
  public VisitAssert wasRetried(int times) {
    demandEqual("number of retries", times, visit.retries().size());
    return this;
  }

  /// It was retried as often as there are delays, with exactly these between failure and retry.
  public VisitAssert wasRetriedAfter(Duration... delays) {
    demandEqual(
        "delays of retries",
        Arrays.asList(delays),
        visit.retries().stream().map(Retry::delay).toList());
    return this;
  }

  /// It was retried as often as there are errors, for exactly these.
  public VisitAssert wasRetriedFor(String... errors) {
    demandEqual(
        "errors of retries",
        List.of(errors),
        visit.retries().stream().map(it -> it.error().orElse("")).toList());
    return this;
  }

  /// A catcher of it took this error.
  public VisitAssert caught(String error) {
    demandProblem(visit.caught(), error, Optional.empty(), "caught");
    return this;
  }

  /// It failed with this error, and no catcher of it took it.
  public VisitAssert failedWith(String error) {
    demandProblem(visit.failure(), error, Optional.empty(), "failed with");
    return this;
  }

  /// A Choice state decided by this rule.
  ///
  /// @param index the rule's place in Choices, from 0
  public VisitAssert decidedByRule(int index) {
    demandEqual("rule that held", OptionalInt.of(index), visit.rule());
    return this;
  }

  /// A Choice state went its Default way.
  public VisitAssert decidedByDefault() {
    demandEqual("rule that held", OptionalInt.empty(), visit.rule());
    return this;
  }

  /// A Map state ran so many items.
  public VisitAssert hasItems(int count) {
    demandEqual("number of items", count, visit.inner().size());
    return this;
  }

  /// It lasted this long, retries included, in simulated time.
  public VisitAssert lasted(Duration duration) {
    demandEqual(
        "simulated time",
        duration,
        visit.left().map(it -> Duration.between(visit.entered(), it)).orElse(Duration.ZERO));
    return this;
  }
}
