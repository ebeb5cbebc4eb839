package dev.batchwright.states.definition;

import java.util.Objects;

/// One thing that is wrong with a definition.
///
/// @param path where, as a JSON path: `$.States.Load.Next`
/// @param message what was found and what was expected
public record Problem(String path, String message) {

  public Problem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /// The place as the validation API gives it: `/States/Load/Next`.
  public String pointer() {
    String pointer = path.substring(1).replace('.', '/').replace("[", "/").replace("]", "");
    return pointer.isEmpty() ? "/" : pointer;
  }

  @Override
  public String toString() {
    return path + " " + message;
  }
}
