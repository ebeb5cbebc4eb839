package dev.batchwright.states.definition;

/// The language of a state's queries.
public enum QueryLanguage {
  /// Paths and intrinsic functions; the default.
  JSONPATH("JSONPath"),
  /// Expressions between `{%` and `%}`.
  JSONATA("JSONata");

  private final String text;

  QueryLanguage(String text) {
    this.text = text;
  }

  /// As written in definitions.
  public String text() {
    return text;
  }
}
