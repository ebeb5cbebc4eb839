package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.model.CheckExample;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.job.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A check of every row by itself, at work: counts the rows in which it fails, and keeps the first.
final class ValueCheck {

  private static final int SHOWN_CHARACTERS = 60;

  private final String name;
  private final Test test;
  private final @Nullable Evaluator shown;
  private final RowPlace place;
  private final List<CheckExample> examples = new ArrayList<>();
  private long failing;

  /// Whether a row passes. One whose value cannot be had does not.
  private interface Test {
    boolean passes(long number);
  }

  private ValueCheck(String name, Test test, @Nullable Evaluator shown, RowPlace place) {
    this.name = name;
    this.test = test;
    this.shown = shown;
    this.place = place;
  }

  static ValueCheck of(
      Check.Values check, Scope scope, ExpressionCompiler compiler, RowPlace place) {
    Evaluator shown = check.column().isEmpty() ? null : scope.column(check.column());
    return new ValueCheck(check.name(), test(check, scope, compiler), shown, place);
  }

  private static Test test(Check.Values check, Scope scope, ExpressionCompiler compiler) {
    return switch (check.rule()) {
      case Check.Rule.OfType rule -> {
        String column = check.column();
        Evaluator value = Conversions.to(rule.type(), scope.column(column), column);
        yield number -> {
          value.at(number);
          return true;
        };
      }
      case Check.Rule.Holds rule -> {
        TruthEvaluator condition = compiler.truth(rule.condition());
        yield number -> {
          condition.at(number);
          return condition.missing || condition.value;
        };
      }
      case Check.Rule.Present _ -> {
        Evaluator value = scope.column(check.column());
        yield number -> {
          value.at(number);
          return !value.missing;
        };
      }
    };
  }

  void add(long number) {
    if (!passes(number)) {
      failing++;
      if (examples.size() < CheckResult.MAX_EXAMPLES) {
        examples.add(new CheckExample(place.text(), value(number)));
      }
    }
  }

  private boolean passes(long number) {
    try {
      return test.passes(number);
    } catch (RefusedRowException _) {
      return false;
    }
  }

  private String value(long number) {
    if (shown == null) {
      return "";
    }
    shown.at(number);
    if (shown.missing) {
      return "(missing)";
    }
    ByteBuilder text = new ByteBuilder(SHOWN_CHARACTERS);
    shown.writeText(text);
    String whole = text.toString();
    return whole.length() <= SHOWN_CHARACTERS
        ? "'" + whole + "'"
        : "'" + whole.substring(0, SHOWN_CHARACTERS) + "...'";
  }

  Tally tally(long rows) {
    return new Tally(name, rows, failing, 0, examples);
  }
}
