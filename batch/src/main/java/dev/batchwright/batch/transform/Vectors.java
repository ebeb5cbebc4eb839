package dev.batchwright.batch.transform;

import dev.batchwright.job.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes vectors of evaluators, where there are any: each evaluator has one at most, shared as it
/// is.
final class Vectors {

  private final Map<Evaluator, Optional<Vector>> known = new HashMap<>();

  /// The vector that has the evaluator's values; none where it can be evaluated row by row only.
  Optional<Vector> of(Evaluator evaluator) {
    Optional<Vector> found = known.get(evaluator);
    if (found == null) {
      found = make(evaluator);
      known.put(evaluator, found);
    }
    return found;
  }

  Optional<NumberVector> number(Evaluator evaluator) {
    return of(evaluator).filter(NumberVector.class::isInstance).map(NumberVector.class::cast);
  }

  Optional<TruthVector> truth(Evaluator evaluator) {
    return of(evaluator).filter(TruthVector.class::isInstance).map(TruthVector.class::cast);
  }

  Optional<TextVector> text(Evaluator evaluator) {
    return of(evaluator).filter(TextVector.class::isInstance).map(TextVector.class::cast);
  }

  private static Optional<InputText> input(Evaluator evaluator) {
    return evaluator instanceof InputText it ? Optional.of(it) : Optional.empty();
  }

  private Optional<MomentVector> moment(Evaluator evaluator) {
    return of(evaluator).filter(MomentVector.class::isInstance).map(MomentVector.class::cast);
  }

  private Optional<Vector> make(Evaluator evaluator) {
    return switch (evaluator) {
      case InputText it -> Optional.of(new TextVector(it));
      case NumberEvaluators.Literal it when it.big == null ->
          Optional.of(new NumberVectors.Literal(it.unscaled, it.scale));
      case MomentEvaluators.Literal it -> Optional.of(new MomentVectors.Literal(it.value));
      case Parsed.OfNumber it ->
          input(it.text()).map(text -> new NumberVectors.Parsed(text, it.isWhole()));
      case Parsed.OfMoment it when it.type() == Type.DATE ->
          input(it.text()).map(MomentVectors.ParsedDate::new);
      case NumberEvaluators.Arithmetic it ->
          number(it.left())
              .flatMap(left ->
                  number(it.right())
                      .map(right -> NumberVectors.arithmetic(it.operator(), left, right)));
      case TruthEvaluators.Comparison it -> comparison(it).map(Vector.class::cast);
      case TruthEvaluators.Both it ->
          truth(it.left())
              .flatMap(left ->
                  truth(it.right())
                      .map(right -> new TruthVectors.Both(left, right, it.deciding())));
      case TruthEvaluators.Not it -> truth(it.operand()).map(TruthVectors.Not::new);
      case TruthEvaluators.OneOf it -> oneOf(it).map(Vector.class::cast);
      default -> Optional.empty();
    };
  }

  private Optional<TruthVector> comparison(TruthEvaluators.Comparison it) {
    if (it.left() instanceof MomentEvaluator) {
      return moment(it.left())
          .flatMap(left ->
              moment(it.right())
                  .map(right -> new TruthVectors.OfMoments(it.operator(), left, right)));
    }
    if (it.left() instanceof NumberEvaluator) {
      return number(it.left())
          .flatMap(left ->
              number(it.right())
                  .map(right -> new TruthVectors.OfNumbers(it.operator(), left, right)));
    }
    return it.right() instanceof TextEvaluators.Literal literal
        ? text(it.left())
            .map(left -> new TruthVectors.OfText(it.operator(), left, literal.bytes.clone()))
        : Optional.empty();
  }

  private Optional<TruthVector> oneOf(TruthEvaluators.OneOf it) {
    List<byte[]> choices = new ArrayList<>();
    for (Evaluator choice : it.choices()) {
      if (!(choice instanceof TextEvaluators.Literal literal)) {
        return Optional.empty();
      }
      choices.add(literal.bytes.clone());
    }
    return text(it.operand()).map(text -> new TruthVectors.OneOf(text, choices));
  }
}
