package dev.batchwright.states.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Frames that run side by side for one state: the first that fails stops the others. Those that
/// did not succeed are kept for a redrive, which goes on with them only.
final class Siblings {

  private final Visit visit;
  private final List<Frame> running = new ArrayList<>();
  private final Deque<Frame> unsuccessful = new ArrayDeque<>();

  Siblings(Visit visit) {
    this.visit = visit;
  }

  void add(Frame frame) {
    running.add(frame);
  }

  void remove(Frame frame) {
    running.remove(frame);
  }

  /// Goes on with a frame that did not succeed, if there is one left.
  ///
  /// @return whether there was
  boolean reopenNext() {
    Frame frame = unsuccessful.poll();
    if (frame == null) {
      return false;
    }
    running.add(frame);
    frame.setLastEvent(visit.frame().lastEvent());
    frame.reopen();
    return true;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /// Stops all that still run because `failed` has failed, recording the states they were in.
  ///
  /// @param iterationOf the Map whose iterations these are; empty for the branches of a Parallel
  void abort(Frame failed, Optional<String> iterationOf) {
    running.remove(failed);
    unsuccessful.add(failed);
    visit.frame().setLastEvent(failed.lastEvent());
    for (Frame frame : running) {
      frame
          .visit()
          .ifPresent(it -> {
            it.ownAbortEvent().ifPresent(own -> visit.frame().recordAside(own, Events.none()));
            visit.frame().recordAside(it.state().type() + "StateAborted", Events.none());
          });
      iterationOf.ifPresent(name ->
          visit
              .frame()
              .recordAside(
                  "MapIterationAborted",
                  Events.iteration(name, (int) frame.item().orElseThrow().index())));
    }
    cancel();
  }

  /// Stops all silently.
  void cancel() {
    running.forEach(Frame::cancel);
    unsuccessful.addAll(running);
    running.clear();
  }
}
