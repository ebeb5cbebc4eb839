package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Workflow;
import dev.batchwright.states.port.Place;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One run of one workflow inside an execution: the execution's own, a branch's, or an iteration's.
/// It is at one state at a time and has variables of its own.
final class Frame {

  /// How a frame ended.
  sealed interface End {
    /// With an output.
    record Succeeded(JsonNode output) implements End {}

    /// With an error that nobody in it caught.
    record Failed(Failure failure) implements End {}
  }

  /// Is told once, on the strand.
  @FunctionalInterface
  interface Listener {
    void ended(Frame frame, End end);
  }

  private final Execution execution;
  private final Workflow workflow;
  private final VariableScope variables;
  private final Optional<ItemContext> item;
  private final Place place;
  private final Listener listener;
  private final SplittableRandom random;
  private long lastEvent;
  private @Nullable Visit visit;
  private @Nullable Visit lastVisit;
  private @Nullable Runnable upcoming;
  private boolean closed;

  /// @param index what makes the frame's chance differ from that of its siblings
  Frame(
      Execution execution,
      Workflow workflow,
      Optional<Frame> outer,
      Optional<ItemContext> item,
      Place place,
      int index,
      Listener listener) {
    this.execution = Objects.requireNonNull(execution, "execution");
    this.workflow = Objects.requireNonNull(workflow, "workflow");
    this.variables = new VariableScope(outer.map(it -> it.variables));
    this.item = item.isPresent() ? item : outer.flatMap(it -> it.item);
    this.place = Objects.requireNonNull(place, "place");
    this.listener = Objects.requireNonNull(listener, "listener");
    long seed =
        outer
            .map(it -> it.random.nextLong())
            .orElse(execution.services().seed() ^ hash(execution.arn()));
    this.random = new SplittableRandom(seed + index);
  }

  private static long hash(String text) {
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100_0000_01b3L;
    }
    return hash;
  }

  Execution execution() {
    return execution;
  }

  VariableScope variables() {
    return variables;
  }

  Optional<ItemContext> item() {
    return item;
  }

  Place place() {
    return place;
  }

  SplittableRandom random() {
    return random;
  }

  long lastEvent() {
    return lastEvent;
  }

  void setLastEvent(long eventId) {
    lastEvent = eventId;
  }

  /// The state it is at, or empty between states and after the end.
  Optional<Visit> visit() {
    return Optional.ofNullable(visit);
  }

  /// Records an event that follows the frame's last one and becomes the last one.
  long record(String type, ObjectNode details) {
    lastEvent = execution.record(lastEvent, type, details);
    return lastEvent;
  }

  /// Records an event that follows the frame's last one and stands aside.
  long recordAside(String type, ObjectNode details) {
    return execution.record(lastEvent, type, details);
  }

  void enter(String stateName, JsonNode input) {
    if (closed || execution.endsInsteadOfGoingOn()) {
      return;
    }
    upcoming = null;
    Visit next = new Visit(this, workflow.state(stateName), input);
    visit = next;
    lastVisit = next;
    next.enter();
  }

  /// Goes on, after its end, with the work of the state that it ended at or was about to enter, as
  /// a redrive does.
  void reopen() {
    closed = false;
    if (upcoming != null) {
      upcoming.run();
    } else if (lastVisit != null) {
      Visit again = lastVisit.reopened();
      visit = again;
      lastVisit = again;
      again.resume();
    }
  }

  /// Goes on with another state in a strand step of its own, so that loops do not grow the stack.
  void goTo(String stateName, JsonNode input) {
    visit = null;
    upcoming = () -> goTo(stateName, input);
    execution.later(() -> enter(stateName, input));
  }

  void succeed(JsonNode output) {
    end(new End.Succeeded(output));
  }

  void fail(Failure failure) {
    end(new End.Failed(failure));
  }

  private void end(End end) {
    if (!closed) {
      closed = true;
      visit = null;
      variables.close();
      listener.ended(this, end);
    }
  }

  /// Stops whatever it does; its listener hears nothing of it.
  void cancel() {
    closed = true;
    variables.close();
    if (visit != null) {
      visit.cancel();
      visit = null;
    }
  }
}
