package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What one evaluation sees.
///
/// @param input `$` in JSONPath, `$states.input` in JSONata
/// @param result `$states.result`, once there is one
/// @param errorOutput `$states.errorOutput`, in a Catch
/// @param surroundings the rest, which stays the same through a state's visit
public record Scope(
    JsonNode input,
    Optional<JsonNode> result,
    Optional<JsonNode> errorOutput,
    Surroundings surroundings) {

  public Scope {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(errorOutput, "errorOutput");
    Objects.requireNonNull(surroundings, "surroundings");
  }

  /// A scope with an input only.
  public static Scope of(JsonNode input, Surroundings surroundings) {
    return new Scope(input, Optional.empty(), Optional.empty(), surroundings);
  }

  /// The same with another input.
  public Scope withInput(JsonNode other) {
    return new Scope(other, result, errorOutput, surroundings);
  }

  /// The same with a result.
  public Scope withResult(JsonNode value) {
    return new Scope(input, Optional.of(value), errorOutput, surroundings);
  }

  /// The same with an error output.
  public Scope withErrorOutput(JsonNode value) {
    return new Scope(input, result, Optional.of(value), surroundings);
  }

  /// Variables, context object, time and chance of one visit of a state.
  ///
  /// @param context the context object (`$$`, `$states.context`), built only when a query asks
  /// @param variables the variables in scope
  /// @param random what `$random`, `$uuid`, `States.MathRandom` and `States.UUID` draw from
  /// @param clock what `$now` and `$millis` tell
  public record Surroundings(
      Supplier<JsonNode> context,
      Variables variables,
      RandomGenerator random,
      Supplier<Instant> clock) {
    public Surroundings {
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(variables, "variables");
      Objects.requireNonNull(random, "random");
      Objects.requireNonNull(clock, "clock");
    }
  }

  /// Variables by name.
  @FunctionalInterface
  public interface Variables {
    /// The value of `$name`, from the innermost scope that assigned it.
    Optional<JsonNode> lookup(String name);
  }
}
