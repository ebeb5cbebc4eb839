package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Reads Retry and Catch.
final class ErrorsParser {

  /// The error names that the language itself defines; no other may start with `States.`.
  private static final Set<String> PREDEFINED =
      Set.of(
          "States.ALL",
          "States.BranchFailed",
          "States.DataLimitExceeded",
          "States.ExceedToleratedFailureThreshold",
          "States.HeartbeatTimeout",
          "States.Http.Socket",
          "States.IntrinsicFailure",
          "States.ItemReaderFailed",
          "States.NoChoiceMatched",
          "States.ParameterPathFailure",
          "States.Permissions",
          "States.QueryEvaluationError",
          "States.ResultPathMatchFailure",
          "States.ResultWriterFailed",
          "States.Runtime",
          "States.TaskFailed",
          "States.Timeout");

  /// What HTTP tasks report. (AWS: "Call HTTPS APIs in Step Functions workflows".)
  private static final Pattern HTTP_STATUS =
      Pattern.compile("States\\.Http\\.StatusCode\\.[1-5][0-9]{2}");

  /// Longest pause. (AWS: MaxDelaySeconds "must be greater than 0 and less than 31622400".)
  private static final long MAX_DELAY_SECONDS = 31_622_399;

  private static final int DEFAULT_INTERVAL_SECONDS = 1;
  private static final int DEFAULT_MAX_ATTEMPTS = 3;
  private static final double DEFAULT_BACKOFF_RATE = 2.0;

  private final Fields fields;

  ErrorsParser(Fields fields) {
    this.fields = fields;
  }

  ErrorHandling parse() {
    return new ErrorHandling(list("Retry", this::retrier), list("Catch", this::catcher));
  }

  private <T> List<T> list(String name, BiFunction<Fields, List<String>, Optional<T>> reader) {
    Optional<JsonNode> node = fields.any(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!node.get().isArray()) {
      fields.report(name, "is " + Fields.shown(node.get()) + ", expected an array");
      return List.of();
    }
    List<T> parsed = new ArrayList<>();
    int size = node.get().size();
    for (int i = 0; i < size; i++) {
      String path = Places.element(fields.pathOf(name), i);
      Fields element = Fields.of(node.get().get(i), path, fields.context());
      List<String> names = errorNames(element, i == size - 1);
      reader.apply(element, names).ifPresent(parsed::add);
      element.finish(name.equals("Retry") ? "a retrier" : "a catcher");
    }
    return parsed;
  }

  private static List<String> errorNames(Fields element, boolean last) {
    element.required("ErrorEquals", "a non-empty array of error names");
    List<String> names = element.words("ErrorEquals");
    for (String name : names) {
      if (name.startsWith("States.")
          && !PREDEFINED.contains(name)
          && !HTTP_STATUS.matcher(name).matches()) {
        element.report(
            "ErrorEquals",
            "names '"
                + name
                + "', which the language does not define, expected States.Http.StatusCode.NNN or one"
                + " of "
                + Fields.sorted(PREDEFINED));
      }
    }
    if (names.contains("States.ALL") && (names.size() > 1 || !last)) {
      element.report(
          "ErrorEquals", "names States.ALL, expected it alone and in the last element only");
    }
    return names;
  }

  private Optional<ErrorHandling.Retrier> retrier(Fields element, List<String> names) {
    double backoff = DEFAULT_BACKOFF_RATE;
    Optional<JsonNode> rate = element.any("BackoffRate");
    if (rate.isPresent()) {
      if (!rate.get().isNumber() || rate.get().doubleValue() < 1.0) {
        element.report(
            "BackoffRate", "is " + Fields.shown(rate.get()) + ", expected a number of 1.0 or more");
      } else {
        backoff = rate.get().doubleValue();
      }
    }
    return Optional.of(
        new ErrorHandling.Retrier(
            names,
            element
                .integer("IntervalSeconds", 1, DefinitionParser.MAX_SECONDS)
                .orElse((long) DEFAULT_INTERVAL_SECONDS),
            element
                .integer("MaxAttempts", 0, DefinitionParser.MAX_SECONDS)
                .map(Math::toIntExact)
                .orElse(DEFAULT_MAX_ATTEMPTS),
            backoff,
            element.integer("MaxDelaySeconds", 1, MAX_DELAY_SECONDS),
            element
                .word("JitterStrategy", Set.of("FULL", "NONE"))
                .map(it -> it.equals("FULL"))
                .orElse(false)));
  }

  private Optional<ErrorHandling.Catcher> catcher(Fields element, List<String> names) {
    element.required("Next", "the name of a state");
    Optional<String> next = element.text("Next");
    boolean jsonata = element.context().isJsonata();
    if (jsonata) {
      element.forbid("ResultPath", "Output");
    } else {
      element.forbid("Output", "ResultPath");
    }
    var resultPath =
        jsonata
            ? Optional.<dev.batchwright.states.query.ReferencePath>empty()
            : FlowParser.resultPath(element);
    var output =
        jsonata
            ? element.template("Output", Set.of("errorOutput"))
            : Optional.<dev.batchwright.states.query.Expression>empty();
    var assign = FlowParser.assign(element, Set.of("errorOutput"));
    return next.map(it -> new ErrorHandling.Catcher(names, it, resultPath, output, assign));
  }
}
