package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.ReferencePath;
import dev.batchwright.states.query.Scope;
import java.util.Objects;
import java.util.Optional;

/// How data goes through a state, in one of the two languages.
public sealed interface Dataflow {

  /// What variables the state assigns when it succeeds.
  Optional<Expression> assign();

  /// The input that the state's own fields see: InputPath applied to the raw input.
  JsonNode effectiveInput(Scope raw);

  /// What the state's work is given: Arguments or Parameters, or else the effective input.
  JsonNode arguments(Scope effective);

  /// The state's output.
  ///
  /// @param raw the scope of the raw input
  /// @param result what the state's work produced
  JsonNode output(Scope raw, JsonNode result);

  /// The scope in which Assign is evaluated.
  Scope assignScope(Scope raw, JsonNode result);

  /// The JSONPath fields.
  ///
  /// @param inputPath absent means `$`
  /// @param parameters absent means the effective input
  /// @param resultSelector absent means the result as it is
  /// @param resultPath absent means that the result is discarded (`"ResultPath": null`)
  /// @param outputPath absent means `$`
  record JsonPathFlow(
      Optional<Expression> inputPath,
      Optional<Expression> parameters,
      Optional<Expression> resultSelector,
      Optional<ReferencePath> resultPath,
      Optional<Expression> outputPath,
      Optional<Expression> assign)
      implements Dataflow {

    public JsonPathFlow {
      Objects.requireNonNull(inputPath, "inputPath");
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(resultSelector, "resultSelector");
      Objects.requireNonNull(resultPath, "resultPath");
      Objects.requireNonNull(outputPath, "outputPath");
      Objects.requireNonNull(assign, "assign");
    }

    @Override
    public JsonNode effectiveInput(Scope raw) {
      return inputPath.isPresent() ? inputPath.get().evaluate(raw) : raw.input();
    }

    @Override
    public JsonNode arguments(Scope effective) {
      return parameters.isPresent() ? parameters.get().evaluate(effective) : effective.input();
    }

    @Override
    public JsonNode output(Scope raw, JsonNode result) {
      JsonNode selected =
          resultSelector.isPresent()
              ? resultSelector.get().evaluate(raw.withInput(result))
              : result;
      JsonNode placed =
          resultPath.isPresent() ? resultPath.get().put(raw.input(), selected) : raw.input();
      return outputPath.isPresent() ? outputPath.get().evaluate(raw.withInput(placed)) : placed;
    }

    @Override
    public Scope assignScope(Scope raw, JsonNode result) {
      return raw.withInput(result);
    }
  }

  /// The JSONata fields.
  ///
  /// @param arguments absent means the input
  /// @param output absent means the result; the input for states without one
  /// @param hasResult whether Output and Assign see `$states.result`: those of Task, Map, Parallel
  record JsonataFlow(
      Optional<Expression> arguments,
      Optional<Expression> output,
      Optional<Expression> assign,
      boolean hasResult)
      implements Dataflow {

    public JsonataFlow {
      Objects.requireNonNull(arguments, "arguments");
      Objects.requireNonNull(output, "output");
      Objects.requireNonNull(assign, "assign");
    }

    @Override
    public JsonNode effectiveInput(Scope raw) {
      return raw.input();
    }

    @Override
    public JsonNode arguments(Scope effective) {
      return arguments.isPresent() ? arguments.get().evaluate(effective) : effective.input();
    }

    @Override
    public JsonNode output(Scope raw, JsonNode result) {
      return output.isPresent() ? output.get().evaluate(assignScope(raw, result)) : result;
    }

    @Override
    public Scope assignScope(Scope raw, JsonNode result) {
      return hasResult ? raw.withResult(result) : raw;
    }
  }
}
