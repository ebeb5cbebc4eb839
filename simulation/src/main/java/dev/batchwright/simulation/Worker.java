package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultKind;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// One invocation of a function, as its requests find it: alive until something kills it.
final class Worker {

  /// The worker that the thread at hand works for.
  static final ScopedValue<Worker> CURRENT = ScopedValue.newInstance();

  private final String name;
  private final Instant deadline;
  private final int slowness;
  private final int process;
  private Optional<FaultKind> death = Optional.empty();

  /// @param name for the story
  /// @param deadline when Lambda cuts it off
  /// @param slowness how many times slower than others its requests are
  /// @param process the number of the process it is in, of which a later one follows a kill
  Worker(String name, Instant deadline, int slowness, int process) {
    this.name = Objects.requireNonNull(name, "name");
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    this.slowness = slowness;
    this.process = process;
  }

  Instant deadline() {
    return deadline;
  }

  int slowness() {
    return slowness;
  }

  int process() {
    return process;
  }

  /// What killed it, if it is dead: whatever it still tries comes to nothing.
  Optional<FaultKind> death() {
    return death;
  }

  void kill(FaultKind kind) {
    death = Optional.of(kind);
  }

  @Override
  public String toString() {
    return name;
  }
}
