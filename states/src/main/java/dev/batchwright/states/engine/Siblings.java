package dev.batchwright.states.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Frames that run side by side for one state: the first that fails stops the others.
final class Siblings {

  private final Visit visit;
  private final List<Frame> running = new ArrayList<>();

  Siblings(Visit visit) {
    this.visit = visit;
  }

  void add(Frame frame) {
    running.add(frame);
  }

  void remove(Frame frame) {
    running.remove(frame);
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /// Stops all that still run because `failed` has failed, recording the states they were in.
  ///
  /// @param iterationOf the Map whose iterations these are; empty for the branches of a Parallel
  void abort(Frame failed, Optional<String> iterationOf) {
    running.remove(failed);
    visit.frame().setLastEvent(failed.lastEvent());
    for (Frame frame : running) {
      frame
          .visit()
          .ifPresent(
              it -> visit.frame().recordAside(it.state().type() + "StateAborted", Events.none()));
      iterationOf.ifPresent(name ->
          visit
              .frame()
              .recordAside(
                  "MapIterationAborted",
                  Events.iteration(name, (int) frame.item().orElseThrow().index())));
      frame.cancel();
    }
    running.clear();
  }

  /// Stops all silently.
  void cancel() {
    running.forEach(Frame::cancel);
    running.clear();
  }
}
