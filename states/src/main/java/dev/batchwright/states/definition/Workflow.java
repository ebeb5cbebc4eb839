package dev.batchwright.states.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// States that belong together: a machine's, a branch's, or those of a Map's item processor.
///
/// @param startAt the state entered first
/// @param states by name, in the order of the definition
public record Workflow(String startAt, Map<String, State> states) {

  public Workflow {
    Objects.requireNonNull(startAt, "startAt");
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    if (!states.containsKey(startAt)) {
      throw new IllegalArgumentException("no state is named '" + startAt + "', the StartAt");
    }
  }

  /// The state of a name that this workflow's transitions lead to.
  public State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state is named '" + name + "'");
    }
    return state;
  }
}
