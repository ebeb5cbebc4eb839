package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.history.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One run of a machine, from its start to its end.
///
/// Its text, and that of every failed assertion about it, is a table of what happened.
public final class TestRun {

  /// What is known of a run apart from its visits.
  record Facts(
      MachineFile file,
      long seed,
      Execution execution,
      Ending ending,
      List<String> unusedMocks,
      MemoryStore store) {}

  private final Facts facts;
  private final InnerRun top;
  private final Recorder recorder;

  TestRun(Facts facts, InnerRun top, Recorder recorder) {
    this.facts = Objects.requireNonNull(facts, "facts");
    this.top = Objects.requireNonNull(top, "top");
    this.recorder = Objects.requireNonNull(recorder, "recorder");
    recorder.explainWith(this::failure);
  }

  /// How it ended.
  public ExecutionStatus status() {
    return facts.ending.status();
  }

  /// Its output, if it succeeded.
  public Optional<JsonNode> output() {
    return facts.ending.output();
  }

  /// Its error name, if it did not.
  public Optional<String> error() {
    return facts.ending.error();
  }

  /// The cause that goes with the error.
  public Optional<String> cause() {
    return facts.ending.cause();
  }

  /// How long it took, in simulated time.
  public Duration elapsed() {
    return Duration.between(facts.execution.startDate(), facts.ending.stopDate());
  }

  /// When it started, in simulated time.
  public Instant startDate() {
    return facts.execution.startDate();
  }

  /// The states that the machine went through, in order, without those of branches and items.
  public List<String> path() {
    return top.path();
  }

  /// The machine's variables at the end.
  public Map<String, JsonNode> variables() {
    return top.variables();
  }

  /// All visits of states, those in branches, items and child executions too, as they were entered.
  public List<Visit> visits() {
    return recorder.visits();
  }

  /// All visits of one state, wherever it is.
  ///
  /// @throws IllegalArgumentException when the machine has no such state
  public List<Visit> visits(String state) {
    if (!facts.file.states().containsKey(state)) {
      throw new IllegalArgumentException(StateNames.none(facts.file, state));
    }
    return visits().stream().filter(it -> it.name().equals(state)).toList();
  }

  /// The one visit of a state, wherever it is.
  ///
  /// @throws AssertionError when there were none or several
  /// @throws IllegalArgumentException when the machine has no such state
  public Visit state(String state) {
    return Visits.only(visits(state), state, this::failure);
  }

  /// The n-th visit of a state, wherever it is.
  ///
  /// @param n from 1
  /// @throws AssertionError when there were not so many
  /// @throws IllegalArgumentException when the machine has no such state
  public Visit visit(String state, int n) {
    return Visits.nth(visits(state), state, n, this::failure);
  }

  /// The history, as GetExecutionHistory would tell it; empty for an Express machine.
  public List<HistoryEvent> history() {
    return facts.execution.history().events();
  }

  /// The states whose mocks were never called.
  public List<String> unusedMocks() {
    return facts.unusedMocks;
  }

  /// The text of an object, given or written by a ResultWriter.
  ///
  /// @param uri `s3://bucket/key`
  /// @throws AssertionError when it does not exist
  public String object(String uri) {
    byte[] content =
        facts
            .store
            .find(uri)
            .orElseThrow(
                () -> failure(uri + " was expected, but there are only " + facts.store.uris()));
    return new String(content, StandardCharsets.UTF_8);
  }

  /// The addresses of all objects at the end, in order.
  public List<String> objects() {
    return facts.store.uris();
  }

  MachineFile file() {
    return facts.file;
  }

  AssertionError failure(String message) {
    return new AssertionError(message + "\n\n" + this);
  }

  AssertionError failure(String message, Object expected, Object actual) {
    return new org.opentest4j.AssertionFailedError(message + "\n\n" + this, expected, actual);
  }

  /// The story: how it ended, and a line for everything that happened on the way.
  @Override
  public String toString() {
    String how =
        switch (status()) {
          case SUCCEEDED -> output().map(it -> " with " + JsonValues.brief(it)).orElse("");
          case FAILED, TIMED_OUT, ABORTED, RUNNING ->
              error().map(it -> " with " + it).orElse("")
                  + cause().map(it -> ": " + JsonValues.cause(it)).orElse("");
        };
    return facts.file.source()
        + " "
        + status()
        + how
        + ", after "
        + StoryTable.elapsed(elapsed())
        + ", seed "
        + facts.seed
        + "\n"
        + StoryTable.of(recorder.story(), startDate());
  }
}
