package dev.batchwright.batch.transform;

import dev.batchwright.job.Node;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/// Expressions whose values are numbers. Each tries `long` arithmetic first and goes to
/// [BigDecimal] where that would overflow, so no digit is ever lost.
final class NumberEvaluators {

  private NumberEvaluators() {}

  static final class Literal extends NumberEvaluator {
    Literal(BigDecimal value) {
      super(value.scale() <= 0 ? Type.INTEGER : Type.DECIMAL);
      set(value);
    }

    @Override
    void compute(long number) {}
  }

  static final class Arithmetic extends NumberEvaluator {
    private final Node.Arithmetic.Operator operator;
    private final NumberEvaluator left;
    private final NumberEvaluator right;
    private final boolean leftIsFixed;
    private final boolean rightIsFixed;

    Arithmetic(
        Node.Arithmetic.Operator operator, NumberEvaluator left, NumberEvaluator right, Type type) {
      super(type);
      this.operator = operator;
      this.left = left;
      this.right = right;
      leftIsFixed = left instanceof Literal;
      rightIsFixed = right instanceof Literal;
    }

    Node.Arithmetic.Operator operator() {
      return operator;
    }

    NumberEvaluator left() {
      return left;
    }

    NumberEvaluator right() {
      return right;
    }

    @Override
    void compute(long number) {
      if (!leftIsFixed) {
        left.at(number);
      }
      if (!rightIsFixed) {
        right.at(number);
      }
      if (left.missing || right.missing) {
        missing = true;
      } else if (left.big != null || right.big != null || !computeLong()) {
        set(
            switch (operator) {
              case PLUS -> left.value().add(right.value());
              case MINUS -> left.value().subtract(right.value());
              case TIMES -> left.value().multiply(right.value());
            });
      }
    }

    private boolean computeLong() {
      if (operator == Node.Arithmetic.Operator.TIMES) {
        long low = left.unscaled * right.unscaled;
        if (Math.multiplyHigh(left.unscaled, right.unscaled) != low >> 63) {
          return false;
        }
        set(low, left.scale + right.scale);
        return left.scale + right.scale <= Decimals.LONG_DIGITS;
      }
      int common = Math.max(left.scale, right.scale);
      if (!Decimals.canScale(left.unscaled, common - left.scale)
          || !Decimals.canScale(right.unscaled, common - right.scale)) {
        return false;
      }
      long a = Decimals.scaled(left.unscaled, common - left.scale);
      long b = Decimals.scaled(right.unscaled, common - right.scale);
      boolean plus = operator == Node.Arithmetic.Operator.PLUS;
      long result = plus ? a + b : a - b;
      boolean overflow = plus ? ((a ^ result) & (b ^ result)) < 0 : ((a ^ b) & (a ^ result)) < 0;
      set(result, common);
      return !overflow;
    }
  }

  static final class Quotient extends NumberEvaluator {
    private final NumberEvaluator left;
    private final NumberEvaluator right;
    private final int digits;
    private final RoundingMode rounding;

    Quotient(Node.Quotient node, NumberEvaluator left, NumberEvaluator right) {
      super(node.type());
      this.left = left;
      this.right = right;
      digits = node.scale();
      rounding = node.rounding();
    }

    @Override
    void compute(long number) {
      left.at(number);
      right.at(number);
      missing = left.missing || right.missing;
      if (missing) {
        return;
      }
      BigDecimal divisor = right.value();
      if (divisor.signum() == 0) {
        throw new RefusedRowException("", "division by zero");
      }
      set(left.value().divide(divisor, digits, rounding));
    }
  }

  static final class Rounded extends NumberEvaluator {
    private final NumberEvaluator value;
    private final int digits;
    private final RoundingMode rounding;

    Rounded(Node.Rounded node, NumberEvaluator value) {
      super(node.type());
      this.value = value;
      digits = node.scale();
      rounding = node.rounding();
    }

    @Override
    void compute(long number) {
      value.at(number);
      set(value);
      if (!missing && scale != digits) {
        set(value.value().setScale(digits, rounding));
      }
    }
  }

  /// Refuses rows whose number has digits after the point.
  static final class Whole extends NumberEvaluator {
    private final NumberEvaluator value;
    private final String column;

    Whole(NumberEvaluator value, String column) {
      super(Type.INTEGER);
      this.value = value;
      this.column = column;
    }

    @Override
    void compute(long number) {
      value.at(number);
      set(value);
      if (!missing && scale > 0) {
        throw new RefusedRowException(column, value.value() + " is not a whole number");
      }
    }
  }

  static final class OrElse extends NumberEvaluator {
    private final NumberEvaluator value;
    private final NumberEvaluator fallback;

    OrElse(NumberEvaluator value, NumberEvaluator fallback, Type type) {
      super(type);
      this.value = value;
      this.fallback = fallback;
    }

    @Override
    void compute(long number) {
      value.at(number);
      if (value.missing) {
        fallback.at(number);
      }
      set(value.missing ? fallback : value);
    }
  }

  static final class Choice extends NumberEvaluator {
    private final TruthEvaluator condition;
    private final NumberEvaluator then;
    private final NumberEvaluator otherwise;

    Choice(TruthEvaluator condition, NumberEvaluator then, NumberEvaluator otherwise, Type type) {
      super(type);
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    void compute(long number) {
      NumberEvaluator chosen = condition.holds(number) ? then : otherwise;
      chosen.at(number);
      set(chosen);
    }
  }

  static final class DatePart extends NumberEvaluator {
    private final Node.DatePart.Part part;
    private final MomentEvaluator value;

    DatePart(Node.DatePart.Part part, MomentEvaluator value) {
      super(Type.INTEGER);
      this.part = part;
      this.value = value;
    }

    @Override
    void compute(long number) {
      value.at(number);
      missing = value.missing;
      if (missing) {
        return;
      }
      boolean isDate = value.type() == Type.DATE;
      if (part == Node.DatePart.Part.HOUR) {
        set(Math.floorMod(Math.floorDiv(value.value, 3_600_000_000L), 24L), 0);
        return;
      }
      LocalDate day = LocalDate.ofEpochDay(isDate ? value.value : Moments.dayOf(value.value));
      set(
          switch (part) {
            case YEAR -> day.getYear();
            case MONTH -> day.getMonthValue();
            case DAY, HOUR -> day.getDayOfMonth();
          },
          0);
    }
  }
}
