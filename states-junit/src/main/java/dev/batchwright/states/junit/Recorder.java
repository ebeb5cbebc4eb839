package dev.batchwright.states.junit;

import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.engine.Observation;
import dev.batchwright.states.engine.Observer;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.port.TaskCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes visits and inner runs of what an observer is told and tasks are called with.
final class Recorder implements Observer {

  private final List<Visit> visits = new ArrayList<>();
  private final List<StoryLine> story = new ArrayList<>();
  private final Map<Spot, InnerRun> runs = new HashMap<>();
  private final Map<Spot, Visit> open = new HashMap<>();
  private final Map<Place, Visit> latest = new HashMap<>();
  private Function<String, AssertionError> failure = AssertionError::new;
  private Optional<InnerRun> top = Optional.empty();

  void explainWith(Function<String, AssertionError> with) {
    failure = with;
  }

  synchronized InnerRun top() {
    return top.orElseThrow(() -> new IllegalStateException("no state was ever entered"));
  }

  synchronized List<Visit> visits() {
    return List.copyOf(visits);
  }

  synchronized List<StoryLine> story() {
    return List.copyOf(story);
  }

  /// A task is called.
  synchronized void called(TaskCall call, Instant at) {
    Visit visit = open.get(new Spot(call.executionArn(), call.place()));
    if (visit != null) {
      visit.add(new Attempt(at, call.arguments()));
      story.add(new StoryLine(at, visit.toString(), "calls", JsonValues.brief(call.arguments())));
    }
  }

  @Override
  public synchronized void observe(Observation observation) {
    switch (observation) {
      case Observation.Entered it -> enter(it);
      case Observation.OfState it -> {
        Visit visit = open.get(Spot.of(it));
        if (visit != null) {
          story.add(StoryLine.of(visit, it));
          happened(visit, it);
        }
      }
      case Observation.Ended it -> ended(it);
    }
  }

  private void enter(Observation.Entered it) {
    Spot spot = Spot.of(it);
    InnerRun run = runs.get(spot);
    if (run == null || !run.isOpen()) {
      run = new InnerRun(it.place(), it.executionArn(), message -> failure.apply(message));
      runs.put(spot, run);
      Optional<Visit> outer = it.place().enclosing().map(latest::get);
      if (outer.isPresent()) {
        outer.get().add(run);
      } else {
        top = Optional.of(run);
      }
    }
    Visit visit = new Visit(it.site().state(), run, it.input(), it.at());
    run.add(visit);
    visits.add(visit);
    open.put(spot, visit);
    latest.put(it.place(), visit);
    story.add(StoryLine.of(visit, it));
  }

  private void happened(Visit visit, Observation.OfState observation) {
    switch (observation) {
      case Observation.Entered _, Observation.RetriesSpent _ -> {}
      case Observation.Chosen it -> visit.choose(it.rule());
      case Observation.Retried it ->
          visit.add(new Retry(it.fault().error(), it.fault().cause(), it.delay(), it.retrier()));
      case Observation.Caught it -> visit.catches(problem(it.fault()));
      case Observation.Exited it -> {
        visit.exit(it.at(), it.output(), it.assigned(), it.next());
        if (it.next().isEmpty()) {
          close(visit, it, ExecutionStatus.SUCCEEDED, Optional.empty());
        }
      }
      case Observation.Failed it -> {
        visit.fail(it.at(), problem(it.fault()));
        close(visit, it, ExecutionStatus.FAILED, Optional.of(problem(it.fault())));
      }
      case Observation.Aborted it -> {
        visit.abort(it.at());
        close(visit, it, ExecutionStatus.ABORTED, Optional.empty());
      }
    }
  }

  private void close(
      Visit visit, Observation by, ExecutionStatus status, Optional<Problem> problem) {
    open.remove(Spot.of(by));
    visit.in().end(status, problem);
  }

  private void ended(Observation.Ended it) {
    InnerRun run = runs.get(Spot.of(it));
    if (run != null) {
      Optional<Problem> problem =
          it.ending().status() == ExecutionStatus.SUCCEEDED
              ? Optional.empty()
              : Optional.of(new Problem(it.ending().error(), it.ending().cause()));
      run.end(it.ending().status(), problem);
    }
    story.add(StoryLine.of(it));
  }

  private static Problem problem(Observation.Fault fault) {
    return new Problem(fault.error(), fault.cause());
  }
}
