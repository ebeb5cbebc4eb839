package dev.batchwright.job;

import java.math.RoundingMode;
import java.util.Objects;
import java.util.OptionalInt;

/// What is made of all rows of a group. Missing values are skipped by all but [Kind.Rows].
///
/// @param name the name of its column in the output
/// @param kind what is made
/// @param scale digits after the point that the result is rounded to, half up; otherwise it is
///   exact or has the kind's own scale
public record Aggregate(String name, Kind kind, OptionalInt scale) {

  /// Digits that an average has after the point beyond those of the values that went into it.
  public static final int AVERAGE_EXTRA_DIGITS = 6;

  /// How averages and [#rounded] are rounded.
  public static final RoundingMode ROUNDING = RoundingMode.HALF_UP;

  public Aggregate {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(name, "name");
  }

  /// The same under another name.
  public Aggregate as(String other) {
    return new Aggregate(other, kind, scale);
  }

  /// The same, rounded half up to so many digits after the point.
  public Aggregate rounded(int digits) {
    if (!kind.type().isNumber()) {
      throw new IllegalArgumentException(name + " is no number and cannot be rounded");
    }
    return new Aggregate(name, kind, OptionalInt.of(NumberExpression.checkScale(digits)));
  }

  /// The type of the result.
  public Type type() {
    return kind.type();
  }

  /// What is made of the rows.
  public sealed interface Kind {

    /// The type of the result.
    Type type();

    /// The number of rows.
    record Rows() implements Kind {
      @Override
      public Type type() {
        return Type.INTEGER;
      }
    }

    /// The number of values that are not missing.
    record Count(Node value) implements Kind {
      @Override
      public Type type() {
        return Type.INTEGER;
      }
    }

    /// The exact sum, with as many digits after the point as the value that has most; missing where
    /// there was no value.
    record Sum(Node value) implements Kind {
      @Override
      public Type type() {
        return value.type();
      }
    }

    /// The exact sum divided by the number of values.
    record Average(Node value) implements Kind {
      @Override
      public Type type() {
        return Type.DECIMAL;
      }
    }

    /// The smallest value.
    record Min(Node value) implements Kind {
      @Override
      public Type type() {
        return value.type();
      }
    }

    /// The largest value.
    record Max(Node value) implements Kind {
      @Override
      public Type type() {
        return value.type();
      }
    }

    /// About how many different values there are.
    record Distinct(Node value) implements Kind {
      @Override
      public Type type() {
        return Type.INTEGER;
      }
    }

    /// About the value below which this fraction of the values lies.
    record Quantile(Node value, double fraction) implements Kind {
      public Quantile {
        if (!(fraction >= 0 && fraction <= 1)) {
          throw new IllegalArgumentException("quantile " + fraction + ": expected 0 to 1");
        }
      }

      @Override
      public Type type() {
        return Type.DECIMAL;
      }
    }
  }
}
