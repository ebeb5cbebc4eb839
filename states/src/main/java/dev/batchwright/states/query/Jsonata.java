package dev.batchwright.states.query;

import com.dashjoin.jsonata.JException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// One compiled `{% ... %}` expression.
///
/// Compiled once and evaluated by many threads: every evaluation has a frame of its own, and only
/// what the text mentions is converted and bound (`$states.context` in particular).
public final class Jsonata implements Expression.Query {

  private static final Pattern NAMES = Pattern.compile(JsonataNames.NAME);
  private static final Pattern STATES_MEMBER =
      Pattern.compile("\\$states\\s*\\.\\s*(input|result|errorOutput|context)\\b");
  private static final Pattern STATES = Pattern.compile("\\$states\\b");

  /// In the order in which `$states` shows them.
  private static final Set<String> ALL_MEMBERS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of("input", "result", "errorOutput", "context")));

  private static final Set<String> ALWAYS = Set.of("input", "context");

  /// A function that calls itself last needs no stack and never ends; a map over all that fits a
  /// payload takes a hundredth of this. The service publishes no number.
  private static final int MAX_STEPS = 10_000_000;

  private final String source;
  private final String field;
  private final com.dashjoin.jsonata.Jsonata compiled;
  private final Set<String> names;
  private final Set<String> members;

  private Jsonata(String source, String field, com.dashjoin.jsonata.Jsonata compiled) {
    this.source = source;
    this.field = field;
    this.compiled = compiled;
    this.names = matches(NAMES, source);
    this.members =
        STATES.matcher(source).results().count() == STATES_MEMBER.matcher(source).results().count()
            ? matches(STATES_MEMBER, source)
            : ALL_MEMBERS;
  }

  /// Whether a string of a definition is an expression: it starts with `{%` and ends with `%}`.
  public static boolean isExpression(String text) {
    return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
  }

  /// Compiles a string of a definition.
  ///
  /// @param text the string with its delimiters
  /// @param field where it stands in its state, such as `Arguments/Payload`: messages name it
  /// @throws IllegalArgumentException when the syntax is wrong, with the parser's message
  public static Jsonata compile(String text, String field) {
    Objects.requireNonNull(field, "field");
    if (!isExpression(text)) {
      throw new IllegalArgumentException("expected an expression between {% and %}");
    }
    String source = text.substring(2, text.length() - 2).strip();
    if (source.isEmpty()) {
      throw new IllegalArgumentException("the JSONata expression is empty");
    }
    com.dashjoin.jsonata.Jsonata compiled;
    try {
      // The parser reads past a comment that ends the text: so none does.
      compiled = com.dashjoin.jsonata.Jsonata.jsonata(source + " ");
    } catch (JException e) {
      throw new IllegalArgumentException(
          "not valid JSONata (" + e.getMessage() + " at offset " + e.getLocation() + ")", e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("not valid JSONata (nested too deeply)", e);
    } catch (RuntimeException e) {
      // The parser's own slips on malformed text (index out of bounds and the like).
      throw new IllegalArgumentException(
          "not valid JSONata (something in it is not closed, or stands where nothing can)", e);
    }
    compiled.setOutputConvertNulls(false);
    compiled.setValidateInput(false);
    var expression = new Jsonata(source, field, compiled);
    if (matches(NAMES, JsonataSource.code(source)).contains("eval")) {
      throw new IllegalArgumentException("$eval is not supported; use $parse to read JSON text");
    }
    return expression;
  }

  /// Compiles a string of a definition, and refuses what its field has not.
  ///
  /// @param sees what there is of `$states` beside the input and the context: `result` where the
  ///   state has one, `errorOutput` in a Catch. (AWS: "Reserved variable: $states", Step Functions
  ///   developer guide: what is read where it is not is caught when the definition is)
  /// @throws IllegalArgumentException when the syntax is wrong, or something else is read
  public static Jsonata compile(String text, String field, Set<String> sees) {
    Jsonata expression = compile(text, field);
    for (String member : matches(STATES_MEMBER, JsonataSource.code(expression.source))) {
      if (!ALWAYS.contains(member) && !sees.contains(member)) {
        throw new IllegalArgumentException(
            "reads $states." + member + ", which there is not in " + field);
      }
    }
    return expression;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    Object value;
    try {
      var frame = compiled.createFrame();
      bind(frame, scope);
      frame.setEvaluateEntryCallback(new Steps());
      value = compiled.evaluate(null, frame);
    } catch (QueryException e) {
      throw e;
    } catch (TooManyStepsException e) {
      throw failure("did not end within the limit of " + MAX_STEPS + " steps.");
    } catch (JException e) {
      throw failure("threw an error during evaluation. " + e.getError() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      throw failure("threw an error during evaluation. " + e.getMessage());
    } catch (StackOverflowError _) {
      throw failure("threw an error during evaluation. The recursion is too deep");
    }
    if (value == null) {
      throw failure("returned nothing (undefined).");
    }
    try {
      return JsonataValues.fromJsonata(value);
    } catch (IllegalArgumentException e) {
      throw failure("returned a value that is not JSON: " + e.getMessage());
    }
  }

  private QueryException failure(String what) {
    return QueryException.evaluation(
        field,
        "The JSONata expression '" + source + "' specified for the field '" + field + "' " + what);
  }

  private void bind(com.dashjoin.jsonata.Jsonata.Frame frame, Scope scope) {
    for (String name : names) {
      if (name.equals("states")) {
        frame.bind(name, states(scope));
      } else if (JsonataFunctions.NAMES.contains(name)) {
        frame.bind(name, JsonataFunctions.named(name, scope.surroundings()));
      } else {
        scope
            .surroundings()
            .variables()
            .lookup(name)
            .ifPresent(value -> frame.bind(name, JsonataValues.toJsonata(value)));
      }
    }
  }

  private Map<String, Object> states(Scope scope) {
    Map<String, Object> states = new LinkedHashMap<>();
    for (String member : members) {
      switch (member) {
        case "input" -> states.put(member, JsonataValues.toJsonata(scope.input()));
        case "result" ->
            scope.result().ifPresent(it -> states.put(member, JsonataValues.toJsonata(it)));
        case "errorOutput" ->
            scope.errorOutput().ifPresent(it -> states.put(member, JsonataValues.toJsonata(it)));
        default ->
            states.put(member, JsonataValues.toJsonata(scope.surroundings().context().get()));
      }
    }
    return states;
  }

  /// Counts the nodes that one evaluation visits.
  private static final class Steps implements com.dashjoin.jsonata.Jsonata.EntryCallback {
    private int steps;

    @Override
    public void callback(
        com.dashjoin.jsonata.Parser.Symbol node,
        Object input,
        com.dashjoin.jsonata.Jsonata.Frame frame) {
      if (++steps > MAX_STEPS) {
        throw new TooManyStepsException();
      }
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Set<String> matches(Pattern pattern, String source) {
    Set<String> found = new LinkedHashSet<>();
    pattern.matcher(source).results().forEach(match -> found.add(match.group(1)));
    return Collections.unmodifiableSet(found);
  }

  @Override
  public Set<String> variables() {
    return JsonataNames.variables(source, Jsonata::isBuiltIn);
  }

  /// A name that has a value where nothing is bound is a function of JSONata.
  private static boolean isBuiltIn(String name) {
    return com.dashjoin.jsonata.Jsonata.jsonata("$" + name).evaluate(null) != null;
  }

  @Override
  public String toString() {
    return "{% " + source + " %}";
  }
}
