package dev.batchwright.batch.transform;

import dev.batchwright.job.Type;

/// Texts read as values of other types. One that cannot be read refuses the row.
final class Parsed {

  private static final int QUOTED_CHARACTERS = 60;

  private Parsed() {}

  /// The text read as this type; the text itself where that is the type.
  static Evaluator as(Type type, TextEvaluator text, String column) {
    return switch (type) {
      case TEXT -> text;
      case INTEGER, DECIMAL -> new OfNumber(type, text, column);
      case DATE, TIMESTAMP -> new OfMoment(type, text, column);
      case BOOL -> new OfTruth(text, column);
    };
  }

  private static RefusedRowException refused(TextEvaluator text, String column, String expected) {
    String value = text.string();
    String shown =
        value.length() <= QUOTED_CHARACTERS ? value : value.substring(0, QUOTED_CHARACTERS) + "...";
    return new RefusedRowException(column, "'%s' is not %s".formatted(shown, expected));
  }

  private static void load(TextEvaluator text, long number) {
    if (text instanceof InputText input) {
      input.load();
    } else {
      text.at(number);
    }
  }

  static final class OfNumber extends NumberEvaluator {
    private final TextEvaluator text;
    private final String column;
    private final boolean whole;

    OfNumber(Type type, TextEvaluator text, String column) {
      super(type);
      this.text = text;
      this.column = column;
      whole = type == Type.INTEGER;
    }

    TextEvaluator text() {
      return text;
    }

    boolean isWhole() {
      return whole;
    }

    @Override
    void compute(long number) {
      load(text, number);
      if (text.missing) {
        missing = true;
        return;
      }
      if (!Decimals.parse(text.bytes, text.start, text.end, this)) {
        throw refused(text, column, "a number; expected one like 12, -0.50 or 1.5e3");
      }
      if (whole && scale > 0) {
        throw refused(text, column, "a whole number; expected digits without a point");
      }
    }
  }

  static final class OfMoment extends MomentEvaluator {
    private final TextEvaluator text;
    private final String column;

    OfMoment(Type type, TextEvaluator text, String column) {
      super(type);
      this.text = text;
      this.column = column;
    }

    TextEvaluator text() {
      return text;
    }

    @Override
    void compute(long number) {
      load(text, number);
      if (text.missing) {
        missing = true;
        return;
      }
      boolean isDate = type() == Type.DATE;
      long parsed =
          isDate
              ? Moments.parseDate(text.bytes, text.start, text.end)
              : Moments.parseTimestamp(text.bytes, text.start, text.end);
      if (parsed == Moments.NONE) {
        throw refused(
            text,
            column,
            isDate
                ? "a date; expected YYYY-MM-DD"
                : "a timestamp; expected YYYY-MM-DDThh:mm:ss[.ffffff][Z|+hh:mm]");
      }
      set(parsed);
    }
  }

  private static final class OfTruth extends TruthEvaluator {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private final TextEvaluator text;
    private final String column;

    OfTruth(TextEvaluator text, String column) {
      this.text = text;
      this.column = column;
    }

    @Override
    void compute(long number) {
      load(text, number);
      if (text.missing) {
        missing = true;
      } else if (text.equalTo(TRUE)) {
        set(true);
      } else if (text.equalTo(FALSE)) {
        set(false);
      } else {
        throw refused(text, column, "true or false");
      }
    }
  }
}
