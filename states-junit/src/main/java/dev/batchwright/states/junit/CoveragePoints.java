package dev.batchwright.states.junit;

import dev.batchwright.states.definition.ErrorHandling;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.Transition;
import java.util.ArrayList;
import java.util.List;

/// Finds all that can be reached in a machine, in the order of its definition.
final class CoveragePoints {

  private final List<CoveragePoint> points = new ArrayList<>();

  private CoveragePoints() {}

  static List<CoveragePoint> of(MachineFile file) {
    CoveragePoints found = new CoveragePoints();
    file.states().values().forEach(found::add);
    return List.copyOf(found.points);
  }

  private void add(State state) {
    String name = state.name();
    add(CoveragePoint.Kind.STATE, CoveragePoint.state(name), quoted(name));
    switch (state) {
      case State.Task it -> add(name, it.transition());
      case State.Map it -> add(name, it.transition());
      case State.Parallel it -> add(name, it.transition());
      case State.Wait it -> add(name, it.transition());
      case State.Pass it -> add(name, it.transition());
      case State.Choice it -> addRules(it);
      case State.Succeed _, State.Fail _ -> {}
    }
    addErrors(name, state.errors());
  }

  private void add(String name, Transition transition) {
    String to =
        switch (transition) {
          case Transition.Next(String next) -> quoted(next);
          case Transition.End() -> "End";
        };
    add(CoveragePoint.Kind.TRANSITION, CoveragePoint.transition(name), quoted(name) + " → " + to);
  }

  private void addRules(State.Choice choice) {
    String name = choice.name();
    for (int i = 0; i < choice.rules().size(); i++) {
      add(
          CoveragePoint.Kind.BRANCH,
          CoveragePoint.rule(name, i),
          quoted(name) + " Choices[" + i + "] → " + quoted(choice.rules().get(i).next()));
    }
    choice
        .defaultNext()
        .ifPresent(next ->
            add(
                CoveragePoint.Kind.BRANCH,
                CoveragePoint.byDefault(name),
                quoted(name) + " Default → " + quoted(next)));
  }

  private void addErrors(String name, ErrorHandling errors) {
    for (int i = 0; i < errors.retriers().size(); i++) {
      add(
          CoveragePoint.Kind.BRANCH,
          CoveragePoint.retrier(name, i),
          quoted(name) + " Retry[" + i + "] " + errors.retriers().get(i).errorEquals());
    }
    for (int i = 0; i < errors.catchers().size(); i++) {
      ErrorHandling.Catcher catcher = errors.catchers().get(i);
      add(
          CoveragePoint.Kind.BRANCH,
          CoveragePoint.catcher(name, i),
          quoted(name)
              + " Catch["
              + i
              + "] "
              + catcher.errorEquals()
              + " → "
              + quoted(catcher.next()));
    }
  }

  private void add(CoveragePoint.Kind kind, String key, String text) {
    points.add(new CoveragePoint(kind, key, text));
  }

  private static String quoted(String name) {
    return "'" + name + "'";
  }
}
