package dev.batchwright.states.definition;

import dev.batchwright.states.query.Places;
import java.util.Objects;

/// One thing that is wrong with a definition.
///
/// @param path where, as a JSON path: `$.States.Load.Next`, `$.States['Load rows'].Next`
/// @param message what was found and what was expected
public record Problem(String path, String message) {

  public Problem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /// The place as the validation API gives it: `/States/Load/Next`.
  public String pointer() {
    return Places.pointer(path);
  }

  @Override
  public String toString() {
    return path + " " + message;
  }
}
