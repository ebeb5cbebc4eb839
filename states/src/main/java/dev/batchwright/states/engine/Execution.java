package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.history.History;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One execution of a machine, or one child of a Map Run.
///
/// All its work is done on its strand; what is public here may be called from anywhere.
public final class Execution {

  /// Longest Express execution. (AWS: "Express workflows can run for up to five minutes".)
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

  /// Longest Standard execution. (AWS: one year.)
  private static final Duration STANDARD_LIMIT = Duration.ofDays(365);

  private final Services services;
  private final Machine machine;
  private final String arn;
  private final String name;
  private final JsonNode input;
  private final Optional<String> mapRunArn;
  private final Place place;
  private final Instant startDate;
  private final History history;
  private final Strand strand;
  private final List<MapRun> mapRuns = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Ending> ended = new CompletableFuture<>();
  private volatile boolean doomed;
  private volatile int redriveCount;
  private volatile Optional<Instant> redriveDate = Optional.empty();
  private Time.@Nullable Alarm limit;
  private @Nullable Frame root;

  Execution(
      Services services,
      Machine machine,
      String arn,
      String name,
      JsonNode input,
      Optional<String> mapRunArn,
      Place place) {
    this.services = Objects.requireNonNull(services, "services");
    this.machine = Objects.requireNonNull(machine, "machine");
    this.arn = Objects.requireNonNull(arn, "arn");
    this.name = Objects.requireNonNull(name, "name");
    this.input = Objects.requireNonNull(input, "input");
    this.mapRunArn = Objects.requireNonNull(mapRunArn, "mapRunArn");
    this.place = Objects.requireNonNull(place, "place");
    this.startDate = services.time().now();
    this.history = machine.type() == MachineType.EXPRESS ? History.counted() : History.recorded();
    this.strand = new Strand(services.time());
  }

  /// The execution's ARN.
  public String arn() {
    return arn;
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// What it is an execution of.
  public Machine machine() {
    return machine;
  }

  /// Its input.
  public JsonNode input() {
    return input;
  }

  /// The Map Run it is a child of.
  public Optional<String> mapRunArn() {
    return mapRunArn;
  }

  /// When it was started.
  public Instant startDate() {
    return startDate;
  }

  /// Where it stands.
  public ExecutionStatus status() {
    return ending().map(Ending::status).orElse(ExecutionStatus.RUNNING);
  }

  /// How it ended, once it has.
  public Optional<Ending> ending() {
    return Optional.ofNullable(ended.getNow(null));
  }

  /// Its events, also while it runs.
  public History history() {
    return history;
  }

  /// The Map Runs of its distributed Map states so far.
  public List<MapRun> mapRuns() {
    return List.copyOf(mapRuns);
  }

  /// Waits for its end.
  ///
  /// @throws InterruptedException when the caller is interrupted before
  public Ending await() throws InterruptedException {
    try {
      return ended.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("an execution always ends with an Ending", e);
    }
  }

  /// Ends it as ABORTED, cancelling what it is doing; does nothing when it has ended. Returns when
  /// that is done.
  ///
  /// @throws InterruptedException when the caller is interrupted before
  public Ending stop(Optional<String> error, Optional<String> cause) throws InterruptedException {
    strand.execute(() -> abort(error, cause));
    return await();
  }

  /// How often it has been redriven.
  public int redriveCount() {
    return redriveCount;
  }

  /// When it was last redriven.
  public Optional<Instant> redriveDate() {
    return redriveDate;
  }

  /// Why it cannot be redriven, or empty when it can: a Standard execution that ended without
  /// success no longer than 14 days ago, and has room in its history.
  public Optional<String> notRedrivable() {
    Optional<String> obstacle = Redrivability.obstacle(this, services.time().now());
    return obstacle.or(() -> mapRunArn.map(_ -> "Child executions are redriven by their Map Run"));
  }

  /// Goes on with the state that it ended at; a distributed Map goes on with its Map Run, where
  /// only the items that have not succeeded are done again. Retries start to count anew.
  ///
  /// @return when, or empty when it cannot be redriven
  public synchronized Optional<Instant> redrive() {
    return notRedrivable().isPresent() ? Optional.empty() : Optional.of(startRedrive());
  }

  /// As [#redrive], for a child execution, by its Map Run.
  ///
  /// @return whether it can be
  synchronized boolean redriveByMapRun() {
    if (Redrivability.obstacle(this, services.time().now()).isPresent()) {
      return false;
    }
    startRedrive();
    return true;
  }

  private Instant startRedrive() {
    Instant now = services.time().now();
    redriveCount++;
    redriveDate = Optional.of(now);
    ended = new CompletableFuture<>();
    strand.execute(() -> guarded(() -> resume(now)));
    return now;
  }

  /// Nothing will go on with it any more: what only a redrive would need is free.
  void settle() {
    strand.execute(() -> {
      if (ended.isDone()) {
        root = null;
      }
    });
  }

  private void resume(Instant now) {
    long event =
        record(
            history.count(), "ExecutionRedriven", Events.none().put("redriveCount", redriveCount));
    armLimit(now);
    Frame frame = root;
    if (frame != null) {
      frame.setLastEvent(event);
      frame.reopen();
    }
  }

  /// Ends it as ABORTED when it would enter its next state, as the deletion of its machine does.
  public void abortAtNextTransition() {
    doomed = true;
  }

  /// Whether it ends here instead of entering another state.
  boolean endsInsteadOfGoingOn() {
    if (doomed) {
      abort(Optional.empty(), Optional.empty());
    }
    return doomed;
  }

  /// Ends it as ABORTED without waiting for that.
  public void abortSoon() {
    strand.execute(() -> abort(Optional.empty(), Optional.empty()));
  }

  /// Calls back when it has ended, at once when it has already; `listener` has to be quick.
  public void whenEnded(Consumer<Ending> listener) {
    ended.thenAccept(listener);
  }

  void start() {
    strand.execute(this::begin);
  }

  private void begin() {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.set("input", input);
    details.set("inputDetails", Events.notTruncated());
    details.put("roleArn", machine.roleArn());
    record(0, "ExecutionStarted", details);
    armLimit(startDate);
    Frame frame =
        new Frame(
            this, machine.workflow(), Optional.empty(), Optional.empty(), place, 0, this::ended);
    root = frame;
    guarded(() -> frame.enter(machine.workflow().startAt(), input));
  }

  private void armLimit(Instant from) {
    Duration longest = machine.type() == MachineType.EXPRESS ? EXPRESS_LIMIT : STANDARD_LIMIT;
    Duration allowed =
        machine
            .timeoutSeconds()
            .map(Duration::ofSeconds)
            .filter(it -> it.compareTo(longest) < 0)
            .orElse(longest);
    limit = services.time().at(from.plus(allowed), () -> strand.execute(this::timeOut));
  }

  /// Runs a step of this execution, whatever happens in it.
  void guarded(Runnable step) {
    if (ended.isDone()) {
      return;
    }
    try {
      step.run();
    } catch (HistoryFullException e) {
      finishFailed(Failure.of(Failure.RUNTIME, String.valueOf(e.getMessage())), 0);
    } catch (RuntimeException | StackOverflowError e) {
      finishFailed(Failure.of(Failure.RUNTIME, "Internal error of the engine: " + e), 0);
    }
  }

  /// Runs a step later, on the strand.
  void later(Runnable step) {
    strand.execute(() -> guarded(step));
  }

  Services services() {
    return services;
  }

  void add(MapRun mapRun) {
    mapRuns.add(mapRun);
  }

  /// Adds an event.
  ///
  /// @throws HistoryFullException when there is room only for the last event
  long record(long previousId, String type, ObjectNode details) {
    if (history.isKept() && history.count() >= Limits.MAX_HISTORY_EVENTS - 1) {
      throw new HistoryFullException();
    }
    return history.add(previousId, services.time().now(), type, details);
  }

  private void ended(Frame frame, Frame.End end) {
    switch (end) {
      case Frame.End.Succeeded(JsonNode output) -> {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.set("output", output);
        details.set("outputDetails", Events.notTruncated());
        finish(
            "ExecutionSucceeded",
            details,
            frame.lastEvent(),
            ExecutionStatus.SUCCEEDED,
            Optional.of(output),
            Optional.empty(),
            Optional.empty());
      }
      case Frame.End.Failed(Failure failure) ->
          finishFailed(failure, failure.inQuery() ? 0 : frame.lastEvent());
    }
  }

  private void finishFailed(Failure failure, long previousId) {
    finish(
        "ExecutionFailed",
        failure.details(),
        previousId,
        ExecutionStatus.FAILED,
        Optional.empty(),
        failure.error(),
        failure.cause());
  }

  private void timeOut() {
    if (!ended.isDone()) {
      finish(
          "ExecutionTimedOut",
          Failure.timeout().details(),
          lastEvent(),
          ExecutionStatus.TIMED_OUT,
          Optional.empty(),
          Optional.of(Failure.TIMEOUT),
          Optional.empty());
    }
  }

  private void abort(Optional<String> error, Optional<String> cause) {
    if (!ended.isDone()) {
      Failure failure = Failure.of(error, cause);
      finish(
          "ExecutionAborted",
          failure.details(),
          lastEvent(),
          ExecutionStatus.ABORTED,
          Optional.empty(),
          error,
          cause);
    }
  }

  private long lastEvent() {
    Frame frame = root;
    return frame == null ? 0 : frame.lastEvent();
  }

  private void finish(
      String event,
      ObjectNode details,
      long previousId,
      ExecutionStatus status,
      Optional<JsonNode> output,
      Optional<String> error,
      Optional<String> cause) {
    Frame frame = root;
    if (frame != null) {
      frame.cancel();
    }
    if (status == ExecutionStatus.SUCCEEDED || machine.type() == MachineType.EXPRESS) {
      root = null; // nothing can go on with it: what it holds is free
    }
    if (limit != null) {
      limit.cancel();
    }
    Instant now = services.time().now();
    history.add(previousId, now, event, details);
    Ending ending = new Ending(status, now, output, error, cause);
    services.observer().observe(new Observation.Ended(now, arn, place, ending));
    ended.complete(ending);
  }
}
