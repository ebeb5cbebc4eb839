package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// One call of an intrinsic function, such as `States.Format('{}', $.name)`.
public final class Intrinsic implements Expression.Query {

  private final String source;
  private final IntrinsicFunction function;
  private final List<Expression> arguments;

  Intrinsic(String source, IntrinsicFunction function, List<Expression> arguments) {
    this.source = Objects.requireNonNull(source, "source");
    this.function = Objects.requireNonNull(function, "function");
    this.arguments = List.copyOf(arguments);
  }

  /// Compiles a call with everything nested in it.
  ///
  /// @throws IllegalArgumentException when the syntax, a name or a number of arguments is wrong
  public static Intrinsic compile(String text) {
    return new IntrinsicParser(text).parse();
  }

  /// Whether its value can be a string: what the ErrorPath and CausePath of a Fail take.
  public boolean makesText() {
    return function.makesText();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Set<String> variables() {
    return new Expression.ArrayTemplate(arguments).variables();
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    try {
      List<JsonNode> values = new ArrayList<>(arguments.size());
      for (Expression argument : arguments) {
        values.add(argument.evaluate(scope));
      }
      return function.apply(values, scope.surroundings().random());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw QueryException.intrinsic(
          "The intrinsic function '" + source + "' failed: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
