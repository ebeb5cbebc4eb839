package dev.batchwright.batch.transform;

import dev.batchwright.job.Node;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Expressions whose values are true, false or missing.
final class TruthEvaluators {

  private TruthEvaluators() {}

  static final class Literal extends TruthEvaluator {
    Literal(boolean literal) {
      set(literal);
    }

    @Override
    void compute(long number) {}
  }

  static final class Comparison extends TruthEvaluator {
    private final Node.Comparison.Operator operator;
    private final Evaluator left;
    private final Evaluator right;

    Comparison(Node.Comparison.Operator operator, Evaluator left, Evaluator right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    Node.Comparison.Operator operator() {
      return operator;
    }

    Evaluator left() {
      return left;
    }

    Evaluator right() {
      return right;
    }

    @Override
    void compute(long number) {
      left.at(number);
      right.at(number);
      missing = left.missing || right.missing;
      if (missing) {
        return;
      }
      int order = compare(left, right);
      value =
          switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
          };
    }
  }

  /// Compares two values of types that compare, neither missing.
  static int compare(Evaluator left, Evaluator right) {
    if (left instanceof MomentEvaluator a && right instanceof MomentEvaluator b) {
      return Long.compare(a.value, b.value);
    }
    if (left instanceof NumberEvaluator a && right instanceof NumberEvaluator b) {
      return a.scale == b.scale && a.big == null && b.big == null
          ? Long.compare(a.unscaled, b.unscaled)
          : a.value().compareTo(b.value());
    }
    if (left instanceof TextEvaluator a && right instanceof TextEvaluator b) {
      return Arrays.compareUnsigned(a.bytes, a.start, a.end, b.bytes, b.start, b.end);
    }
    return Boolean.compare(((TruthEvaluator) left).value, ((TruthEvaluator) right).value);
  }

  /// And, or Or: its value is known once one side has the deciding value.
  static final class Both extends TruthEvaluator {
    private final TruthEvaluator left;
    private final TruthEvaluator right;
    private final boolean deciding;

    /// @param deciding false for And, true for Or
    Both(TruthEvaluator left, TruthEvaluator right, boolean deciding) {
      this.left = left;
      this.right = right;
      this.deciding = deciding;
    }

    TruthEvaluator left() {
      return left;
    }

    TruthEvaluator right() {
      return right;
    }

    boolean deciding() {
      return deciding;
    }

    @Override
    void compute(long number) {
      left.at(number);
      if (!left.missing && left.value == deciding) {
        set(deciding);
        return;
      }
      right.at(number);
      if (!right.missing && right.value == deciding) {
        set(deciding);
        return;
      }
      set(!deciding);
      missing = left.missing || right.missing;
    }
  }

  static final class Not extends TruthEvaluator {
    private final TruthEvaluator operand;

    Not(TruthEvaluator operand) {
      this.operand = operand;
    }

    TruthEvaluator operand() {
      return operand;
    }

    @Override
    void compute(long number) {
      operand.at(number);
      set(!operand.value);
      missing = operand.missing;
    }
  }

  static final class IsMissing extends TruthEvaluator {
    private final Evaluator operand;

    IsMissing(Evaluator operand) {
      this.operand = operand;
    }

    @Override
    void compute(long number) {
      operand.at(number);
      set(operand.missing);
    }
  }

  static final class OneOf extends TruthEvaluator {
    private final Evaluator operand;
    private final Evaluator[] choices;

    OneOf(Evaluator operand, List<Evaluator> choices) {
      this.operand = operand;
      this.choices = choices.toArray(Evaluator[]::new);
    }

    List<Evaluator> choices() {
      return List.of(choices);
    }

    Evaluator operand() {
      return operand;
    }

    @Override
    void compute(long number) {
      operand.at(number);
      missing = operand.missing;
      value = false;
      for (int i = 0; i < choices.length && !missing && !value; i++) {
        choices[i].at(number);
        value = compare(operand, choices[i]) == 0;
      }
    }
  }

  static final class OrElse extends TruthEvaluator {
    private final TruthEvaluator operand;
    private final TruthEvaluator fallback;

    OrElse(TruthEvaluator operand, TruthEvaluator fallback) {
      this.operand = operand;
      this.fallback = fallback;
    }

    @Override
    void compute(long number) {
      operand.at(number);
      TruthEvaluator chosen = operand.missing ? fallback : operand;
      chosen.at(number);
      value = chosen.value;
      missing = chosen.missing;
    }
  }

  static final class TextTest extends TruthEvaluator {
    private final Node.TextTest.Operator operator;
    private final TextEvaluator operand;
    private final byte[] pattern;
    private final Pattern expression;

    /// @throws PatternSyntaxException when the regular expression is none
    TextTest(Node.TextTest node, TextEvaluator operand) {
      this.operator = node.operator();
      this.operand = operand;
      pattern = node.pattern().getBytes(StandardCharsets.UTF_8);
      boolean matches = operator == Node.TextTest.Operator.MATCHES;
      expression = Pattern.compile(matches ? node.pattern() : "");
    }

    @Override
    void compute(long number) {
      operand.at(number);
      missing = operand.missing;
      if (missing) {
        return;
      }
      value =
          switch (operator) {
            case STARTS_WITH -> isAt(operand.start);
            case ENDS_WITH -> isAt(operand.end - pattern.length);
            case CONTAINS -> isAnywhere();
            case MATCHES -> expression.matcher(operand.string()).matches();
          };
    }

    private boolean isAnywhere() {
      for (int at = operand.start; at + pattern.length <= operand.end; at++) {
        if (isAt(at)) {
          return true;
        }
      }
      return false;
    }

    private boolean isAt(int at) {
      int end = at + pattern.length;
      return at >= operand.start
          && end <= operand.end
          && Arrays.equals(operand.bytes, at, end, pattern, 0, pattern.length);
    }
  }
}
