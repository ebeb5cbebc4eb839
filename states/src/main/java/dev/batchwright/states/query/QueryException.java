package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/// A query that could not be evaluated, with the States error it raises.
public final class QueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What JSONata expressions raise.
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

  /// What paths raise; no retrier or catcher takes it.
  public static final String RUNTIME = "States.Runtime";

  /// What intrinsic functions raise.
  public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

  private final String error;
  private final Optional<String> location;

  QueryException(String error, Optional<String> location, String message) {
    super(message, null, false, false);
    this.error = Objects.requireNonNull(error, "error");
    this.location = Objects.requireNonNull(location, "location");
  }

  /// A failed path: `States.Runtime`.
  public static QueryException runtime(String message) {
    return new QueryException(RUNTIME, Optional.empty(), message);
  }

  /// A failed intrinsic function: `States.IntrinsicFailure`.
  public static QueryException intrinsic(String message) {
    return new QueryException(INTRINSIC_FAILURE, Optional.empty(), message);
  }

  /// A failed JSONata field: `States.QueryEvaluationError`.
  ///
  /// @param location the field, such as `Arguments/Payload`
  public static QueryException evaluation(String location, String message) {
    return new QueryException(QUERY_EVALUATION_ERROR, Optional.of(location), message);
  }

  /// A query whose value is not what its field takes.
  public static QueryException wrongType(
      Expression expression, String field, String expected, JsonNode found) {
    String message =
        "The value of the field '" + field + "' is " + found + ", expected " + expected;
    return expression instanceof Jsonata ? evaluation(field, message) : runtime(message);
  }

  /// The States error name.
  public String error() {
    return error;
  }

  /// The field of the state, for JSONata: what the EvaluationFailed event calls `location`.
  public Optional<String> location() {
    return location;
  }
}
