package dev.batchwright.states.definition;

import dev.batchwright.states.query.Places;
import java.util.Objects;

/// One thing that is wrong with a definition, or likely not what was meant.
///
/// @param code what kind of thing it is
/// @param path where, as a JSON path: `$.States.Load.Next`, `$.States['Load rows'].Next`
/// @param message what was found and what was expected
public record Problem(Code code, String path, String message) {

  /// The codes of the service's diagnostics. (AWS: API reference,
  /// ValidateStateMachineDefinitionDiagnostic.)
  public enum Code {
    /// The text is not JSON.
    INVALID_JSON_DESCRIPTION,
    /// There is no definition.
    MISSING_DESCRIPTION,
    /// Everything that has no code of its own.
    SCHEMA_VALIDATION_FAILED,
    /// A Task calls nothing that there is.
    INVALID_RESOURCE,
    /// A workflow has no state that ends it.
    MISSING_END_STATE,
    /// Two states have the same name.
    DUPLICATE_STATE_NAME,
    /// A state's name is too long, or empty.
    INVALID_STATE_NAME,
    /// Two Map states have the same label.
    DUPLICATE_LABEL_NAME,
    /// A label has characters that it cannot have, or too many.
    INVALID_LABEL_NAME,
    /// A transition leads nowhere, or none leads to a state.
    MISSING_TRANSITION_TARGET,
    /// A warning: a path in a payload template, in a field whose name does not end in `.$`.
    NO_DOLLAR,
    /// A warning: a path in a field whose name does not end in `Path`.
    NO_PATH,
    /// A warning: a path in the Result of a Pass state, which is taken as it stands.
    PASS_RESULT_IS_STATIC;

    /// Whether a definition may have it and be valid.
    public boolean isWarning() {
      return switch (this) {
        case NO_DOLLAR, NO_PATH, PASS_RESULT_IS_STATIC -> true;
        case INVALID_JSON_DESCRIPTION,
            MISSING_DESCRIPTION,
            SCHEMA_VALIDATION_FAILED,
            INVALID_RESOURCE,
            MISSING_END_STATE,
            DUPLICATE_STATE_NAME,
            INVALID_STATE_NAME,
            DUPLICATE_LABEL_NAME,
            INVALID_LABEL_NAME,
            MISSING_TRANSITION_TARGET ->
            false;
      };
    }
  }

  public Problem {
    Objects.requireNonNull(code, "code");
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
