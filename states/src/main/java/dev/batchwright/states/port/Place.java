package dev.batchwright.states.port;

import java.util.Objects;
import java.util.Optional;

/// Where in a run a workflow is at work: at the top, or in a branch or item of an outer state. It
/// goes through child executions too: the third item of a distributed Map is `Map lines[2]`,
/// whether it runs in the execution or in a child of its own.
public sealed interface Place {

  /// The execution's own workflow.
  record Top() implements Place {
    @Override
    public String toString() {
      return "";
    }
  }

  /// A branch of a Parallel state.
  ///
  /// @param index its place in Branches, from 0
  record Branch(Place outer, String state, int index) implements Place {
    public Branch {
      Objects.requireNonNull(outer, "outer");
      Objects.requireNonNull(state, "state");
    }

    @Override
    public String toString() {
      return Place.text(outer, state, index);
    }
  }

  /// An item of a Map state, or a batch of them.
  ///
  /// @param index the item's or batch's place, from 0
  record Item(Place outer, String state, long index) implements Place {
    public Item {
      Objects.requireNonNull(outer, "outer");
      Objects.requireNonNull(state, "state");
    }

    @Override
    public String toString() {
      return Place.text(outer, state, index);
    }
  }

  /// The top of an execution that nobody started for a Map state.
  static Place top() {
    return new Top();
  }

  /// The place that this one is in; empty for the top.
  default Optional<Place> enclosing() {
    return switch (this) {
      case Top _ -> Optional.empty();
      case Branch branch -> Optional.of(branch.outer);
      case Item item -> Optional.of(item.outer);
    };
  }

  private static String text(Place outer, String state, long index) {
    String before = outer.toString();
    return (before.isEmpty() ? "" : before + " / ") + state + "[" + index + "]";
  }
}
