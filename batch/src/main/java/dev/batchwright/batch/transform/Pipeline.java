package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Named;
import dev.batchwright.job.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes sinks of operations, back to front. Operations that only say which columns there are
/// become no sink at all: they change what names mean to those behind them.
final class Pipeline {

  /// Makes the last sink, for rows with the columns of this scope.
  interface Last {
    /// Makes it.
    RowSink make(Scope scope, ExpressionCompiler compiler);
  }

  private final List<Operation> operations;
  private final LookupTables tables;
  private final Last last;

  private Pipeline(List<Operation> operations, LookupTables tables, Last last) {
    this.operations = operations;
    this.tables = tables;
    this.last = last;
  }

  /// The sink that does all of these operations, and then what `last` makes.
  ///
  /// @throws BadRequestException when an operation makes no sense where it stands
  static RowSink of(List<Operation> operations, Scope scope, LookupTables tables, Last last) {
    Pipeline pipeline = new Pipeline(operations, tables, last);
    return pipeline.from(0, scope, new ExpressionCompiler(scope, tables));
  }

  private RowSink from(int index, Scope scope, ExpressionCompiler compiler) {
    if (index == operations.size()) {
      return last.make(scope, compiler);
    }
    int next = index + 1;
    return switch (operations.get(index)) {
      case Operation.Where it ->
          new RowSinks.Filter(compiler.truth(it.condition()), from(next, scope, compiler));
      case Operation.Validate it ->
          new RowSinks.Check(
              compiler.truth(it.condition()),
              it.column(),
              it.reason(),
              from(next, scope, compiler));
      case Operation.Select it -> inScope(next, select(it, compiler));
      case Operation.Derive it ->
          inScope(next, scope.with(it.column().name(), compiler.compile(it.column().node())));
      case Operation.Drop it -> inScope(next, drop(it, scope));
      case Operation.Expand it -> expand(it, next, compiler);
      case Operation.Group _, Operation.Sort _ ->
          throw new IllegalStateException("groups and sorts end a pipeline");
    };
  }

  private RowSink inScope(int index, Scope scope) {
    return from(index, scope, new ExpressionCompiler(scope, tables));
  }

  private static Scope select(Operation.Select select, ExpressionCompiler compiler) {
    Map<String, Evaluator> columns = new LinkedHashMap<>();
    for (Named column : select.columns()) {
      if (columns.put(column.name(), compiler.compile(column.node())) != null) {
        throw new BadRequestException(
            "select has two columns named '%s'; expected different names".formatted(column.name()));
      }
    }
    if (columns.isEmpty()) {
      throw new BadRequestException("select has no columns; expected at least one");
    }
    return Scope.of(columns);
  }

  private static Scope drop(Operation.Drop drop, Scope scope) {
    Scope left = scope;
    for (String column : drop.columns()) {
      left = left.without(column);
    }
    return left;
  }

  private RowSink expand(Operation.Expand expand, int next, ExpressionCompiler compiler) {
    Map<String, Evaluator> columns = new LinkedHashMap<>();
    for (String name : expand.columns()) {
      columns.put(name, new Expansion.Value());
    }
    if (columns.size() != expand.columns().size() || columns.isEmpty()) {
      throw new BadRequestException(
          "flatMap to the columns %s; expected one or more, with different names"
              .formatted(expand.columns()));
    }
    List<Expansion.Value> values =
        columns.values().stream().map(Expansion.Value.class::cast).toList();
    return new Expansion(
        expand.expander(), compiler.row(), values, inScope(next, Scope.of(columns)));
  }
}
