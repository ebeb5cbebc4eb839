package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Type;

/// Values of one type asked for as another.
final class Conversions {

  private Conversions() {}

  /// The value as this type: a text is read as it, anything is text, a decimal number is a whole
  /// one where it has no digits after the point.
  ///
  /// @throws BadRequestException when no value of the one type is one of the other
  static Evaluator to(Type wanted, Evaluator value, String column) {
    Type type = value.type();
    if (type == wanted || (type == Type.INTEGER && wanted == Type.DECIMAL)) {
      return value;
    }
    if (value instanceof InputText input) {
      return input.as(wanted);
    }
    if (value instanceof TextEvaluator text) {
      return Parsed.as(wanted, text, column);
    }
    if (wanted == Type.TEXT) {
      return new TextEvaluators.AsText(value);
    }
    if (wanted == Type.INTEGER && value instanceof NumberEvaluator decimal) {
      return new NumberEvaluators.Whole(decimal, column);
    }
    throw new BadRequestException(
        "column '%s' is a %s and cannot be used as a %s"
            .formatted(column, type.noun(), wanted.noun()));
  }
}
