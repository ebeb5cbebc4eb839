package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Node;
import dev.batchwright.job.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/// Makes evaluators of expressions, in one scope. Equal expressions share one evaluator, which is
/// evaluated once a row.
final class ExpressionCompiler {

  private final Scope scope;
  private final LookupTables tables;
  private final Map<Node, Evaluator> known = new HashMap<>();
  private final RowView row;

  ExpressionCompiler(Scope scope, LookupTables tables) {
    this.scope = scope;
    this.tables = tables;
    row = new RowView(scope);
  }

  /// The user's view of rows in this scope.
  RowView row() {
    return row;
  }

  Evaluator compile(Node node) {
    Evaluator compiled = known.get(node);
    if (compiled == null) {
      compiled = make(node);
      known.put(node, compiled);
    }
    return compiled;
  }

  TruthEvaluator truth(Node node) {
    return (TruthEvaluator) compile(node);
  }

  private TextEvaluator text(Node node) {
    return (TextEvaluator) compile(node);
  }

  private NumberEvaluator number(Node node) {
    return (NumberEvaluator) compile(node);
  }

  private MomentEvaluator moment(Node node) {
    return (MomentEvaluator) compile(node);
  }

  private Evaluator make(Node node) {
    return switch (node) {
      case Node.Column it -> column(it);
      case Node.TextLiteral it -> new TextEvaluators.Literal(it.value());
      case Node.NumberLiteral it -> new NumberEvaluators.Literal(it.value());
      case Node.DateLiteral it -> new MomentEvaluators.Literal(Type.DATE, it.value().toEpochDay());
      case Node.TimestampLiteral it ->
          new MomentEvaluators.Literal(Type.TIMESTAMP, Moments.micros(it.value()));
      case Node.BoolLiteral it -> new TruthEvaluators.Literal(it.value());
      case Node.Arithmetic it ->
          new NumberEvaluators.Arithmetic(
              it.operator(), number(it.left()), number(it.right()), it.type());
      case Node.Quotient it ->
          new NumberEvaluators.Quotient(it, number(it.left()), number(it.right()));
      case Node.Rounded it -> new NumberEvaluators.Rounded(it, number(it.value()));
      case Node.Comparison it -> comparison(it);
      case Node.And it -> new TruthEvaluators.Both(truth(it.left()), truth(it.right()), false);
      case Node.Or it -> new TruthEvaluators.Both(truth(it.left()), truth(it.right()), true);
      case Node.Not it -> new TruthEvaluators.Not(truth(it.value()));
      case Node.IsMissing it -> new TruthEvaluators.IsMissing(compile(it.value()));
      case Node.OneOf it ->
          new TruthEvaluators.OneOf(
              compile(it.value()), it.choices().stream().map(this::compile).toList());
      case Node.TextTest it -> textTest(it);
      case Node.OrElse it -> orElse(compile(it.value()), compile(it.fallback()), it.type());
      case Node.Required it ->
          orElse(
              compile(it.value()),
              Refusing.missing(it.type(), it.value() instanceof Node.Column c ? c.name() : ""),
              it.type());
      case Node.Substring it ->
          new TextEvaluators.Substring(text(it.value()), it.start(), it.length());
      case Node.Concat it ->
          new TextEvaluators.Concat(it.parts().stream().map(this::text).toList());
      case Node.TextForm it -> new TextEvaluators.Form(it.operator(), text(it.value()));
      case Node.AsText it -> new TextEvaluators.AsText(compile(it.value()));
      case Node.DatePart it -> new NumberEvaluators.DatePart(it.part(), moment(it.value()));
      case Node.DateOf it -> new MomentEvaluators.DateOf(moment(it.value()));
      case Node.Choice it -> choice(it);
      case Node.Lookup it ->
          new TextEvaluators.Lookup(text(it.key()), tables.table(it.table()), it.column());
      case Node.Computed it -> ComputedEvaluators.of(it, row);
    };
  }

  private Evaluator column(Node.Column column) {
    return Conversions.to(column.type(), scope.column(column.name()), column.name());
  }

  private Evaluator comparison(Node.Comparison it) {
    if (!it.left().type().comparesWith(it.right().type())) {
      throw new BadRequestException(
          "a %s cannot be compared with a %s"
              .formatted(it.left().type().noun(), it.right().type().noun()));
    }
    return new TruthEvaluators.Comparison(it.operator(), compile(it.left()), compile(it.right()));
  }

  private Evaluator textTest(Node.TextTest it) {
    try {
      return new TruthEvaluators.TextTest(it, text(it.value()));
    } catch (PatternSyntaxException e) {
      throw new BadRequestException(
          "'%s' is not a regular expression: %s".formatted(it.pattern(), e.getDescription()), e);
    }
  }

  private static Evaluator orElse(Evaluator value, Evaluator fallback, Type type) {
    return switch (value) {
      case TextEvaluator it -> new TextEvaluators.OrElse(it, (TextEvaluator) fallback);
      case NumberEvaluator it -> new NumberEvaluators.OrElse(it, (NumberEvaluator) fallback, type);
      case MomentEvaluator it -> new MomentEvaluators.OrElse(it, (MomentEvaluator) fallback);
      case TruthEvaluator it -> new TruthEvaluators.OrElse(it, (TruthEvaluator) fallback);
    };
  }

  private Evaluator choice(Node.Choice it) {
    TruthEvaluator condition = truth(it.condition());
    return switch (it.type()) {
      case TEXT -> new TextEvaluators.Choice(condition, text(it.then()), text(it.otherwise()));
      case INTEGER, DECIMAL ->
          new NumberEvaluators.Choice(
              condition, number(it.then()), number(it.otherwise()), it.type());
      case DATE, TIMESTAMP ->
          new MomentEvaluators.Choice(condition, moment(it.then()), moment(it.otherwise()));
      case BOOL ->
          throw new BadRequestException("a choice between conditions: write it with and, or, not");
    };
  }
}
