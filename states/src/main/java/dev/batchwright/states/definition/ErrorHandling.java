package dev.batchwright.states.definition;

import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.ReferencePath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a state does about errors: retriers first, then catchers, each list in order.
public record ErrorHandling(List<Retrier> retriers, List<Catcher> catchers) {

  /// No handling.
  public static final ErrorHandling NONE = new ErrorHandling(List.of(), List.of());

  public ErrorHandling {
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }

  /// Tries again after a growing pause.
  ///
  /// @param errorEquals the error names it takes
  /// @param intervalSeconds the first pause
  /// @param maxAttempts how many retries, 0 for none
  /// @param backoffRate by what each pause is multiplied, 1.0 or more
  /// @param maxDelaySeconds no pause is longer
  /// @param fullJitter whether a pause is drawn evenly from [0, pause)
  public record Retrier(
      List<String> errorEquals,
      long intervalSeconds,
      int maxAttempts,
      double backoffRate,
      Optional<Long> maxDelaySeconds,
      boolean fullJitter) {
    public Retrier {
      errorEquals = List.copyOf(errorEquals);
      Objects.requireNonNull(maxDelaySeconds, "maxDelaySeconds");
    }
  }

  /// Goes on with another state.
  ///
  /// @param errorEquals the error names it takes
  /// @param next the state to go on with
  /// @param resultPath where the error output goes; absent means that it is discarded (JSONPath)
  /// @param output what replaces the error output as input of `next` (JSONata)
  /// @param assign the variables it assigns
  public record Catcher(
      List<String> errorEquals,
      String next,
      Optional<ReferencePath> resultPath,
      Optional<Expression> output,
      Optional<Expression> assign) {
    public Catcher {
      errorEquals = List.copyOf(errorEquals);
      Objects.requireNonNull(next, "next");
      Objects.requireNonNull(resultPath, "resultPath");
      Objects.requireNonNull(output, "output");
      Objects.requireNonNull(assign, "assign");
    }
  }
}
