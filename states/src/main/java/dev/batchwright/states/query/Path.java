package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One compiled path of the JSONPath language: `$.a.b` into the input, `$$.State.Name` into the
/// context object, `$name.a` into a variable.
///
/// Plain paths (names and indexes) are walked here; only what needs filters, wildcards, slices or
/// descents loads the JSONPath library.
public final class Path implements Expression.Query {

  /// Where a path starts.
  enum Root {
    INPUT,
    CONTEXT,
    VARIABLE
  }

  private final String source;
  private final Root root;
  private final String variable;
  private final Walk walk;

  private Path(String source, Root root, String variable, Walk walk) {
    this.source = source;
    this.root = root;
    this.variable = variable;
    this.walk = walk;
  }

  /// Compiles a path.
  ///
  /// @throws IllegalArgumentException when the syntax is wrong
  public static Path compile(String source) {
    Objects.requireNonNull(source, "source");
    if (!source.startsWith("$")) {
      throw new IllegalArgumentException("expected a path that starts with $");
    }
    if (source.startsWith("$$")) {
      return new Path(source, Root.CONTEXT, "", Walk.compile(source.substring(2)));
    }
    int end = VariableName.end(source, 1);
    String variable = source.substring(1, end);
    Root root = variable.isEmpty() ? Root.INPUT : Root.VARIABLE;
    if (!variable.isEmpty() && !VariableName.isValid(variable)) {
      throw new IllegalArgumentException(
          "a variable name starts with a letter, and has at most "
              + VariableName.MAX_CHARS
              + " characters");
    }
    return new Path(source, root, variable, Walk.compile(source.substring(end)));
  }

  /// Whether it can name one place only: it has names and indexes, and neither wildcards, filters,
  /// slices nor descents.
  public boolean isReference() {
    return walk instanceof Walk.Plain;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    return find(scope).orElseThrow(() -> QueryException.runtime(notFound(scope)));
  }

  /// The value, or empty where the path leads nowhere.
  ///
  /// @throws QueryException when the variable that the path starts from is not assigned
  public Optional<JsonNode> find(Scope scope) {
    return walk.from(start(scope));
  }

  @Override
  public Set<String> variables() {
    return variable.isEmpty() ? Set.of() : Set.of(variable);
  }

  private JsonNode start(Scope scope) {
    return switch (root) {
      case INPUT -> scope.input();
      case CONTEXT -> scope.surroundings().context().get();
      case VARIABLE ->
          scope
              .surroundings()
              .variables()
              .lookup(variable)
              .orElseThrow(() ->
                  QueryException.runtime(
                      "The variable '$" + variable + "' of '" + source + "' is not assigned"));
    };
  }

  private String notFound(Scope scope) {
    String where = root == Root.INPUT ? "the input '" + scope.input() + "'" : root.name();
    return "The JSONPath '" + source + "' could not be found in " + where;
  }

  @Override
  public String toString() {
    return source;
  }
}
