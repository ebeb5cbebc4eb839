package dev.batchwright.states.junit;

import dev.batchwright.states.engine.Observation;
import java.time.Instant;

/// One line of a run's story.
///
/// @param where the state, with its branch and item
/// @param what a word or two
/// @param detail the rest
record StoryLine(Instant at, String where, String what, String detail) {

  static StoryLine of(Visit visit, Observation.OfState observation) {
    String where = visit.toString();
    Instant at = observation.at();
    return switch (observation) {
      case Observation.Entered it ->
          new StoryLine(at, where, "entered", JsonValues.brief(it.input()));
      case Observation.Chosen it ->
          new StoryLine(
              at,
              where,
              "decided",
              it.rule().isPresent() ? "Choices[" + it.rule().getAsInt() + "]" : "Default");
      case Observation.Retried it ->
          new StoryLine(
              at,
              where,
              "retries",
              "in "
                  + StoryTable.elapsed(it.delay())
                  + ", Retry["
                  + it.retrier()
                  + "] attempt "
                  + it.attempt()
                  + ": "
                  + fault(it.fault()));
      case Observation.RetriesSpent it ->
          new StoryLine(
              at,
              where,
              "gives up",
              "Retry[" + it.retrier() + "] has no attempts left: " + fault(it.fault()));
      case Observation.Caught it ->
          new StoryLine(at, where, "catches", "Catch[" + it.catcher() + "]: " + fault(it.fault()));
      case Observation.Exited it ->
          new StoryLine(
              at,
              where,
              "left",
              "→ "
                  + it.next().orElse("End")
                  + (it.output().equals(visit.input())
                      ? " with its input"
                      : " with " + JsonValues.brief(it.output()))
                  + (it.assigned().isEmpty()
                      ? ""
                      : ", assigned " + JsonValues.brief(it.assigned())));
      case Observation.Failed it -> new StoryLine(at, where, "failed", fault(it.fault()));
      case Observation.Aborted _ -> new StoryLine(at, where, "stopped", "");
    };
  }

  static StoryLine of(Observation.Ended it) {
    return new StoryLine(
        it.at(),
        it.place().toString(),
        "ended",
        it.ending().status() + it.ending().error().map(error -> " with " + error).orElse(""));
  }

  private static String fault(Observation.Fault fault) {
    return fault.error().orElse("no error name")
        + fault.cause().map(it -> ": " + JsonValues.cause(it)).orElse("");
  }
}
