package dev.batchwright.job;

import java.util.Objects;

/// A value under the name of its column in what follows.
///
/// @param name the column's name, not empty
/// @param node what it says
public record Named(String name, Node node) {

  public Named {
    Objects.requireNonNull(node, "node");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column needs a name that is not empty");
    }
  }
}
