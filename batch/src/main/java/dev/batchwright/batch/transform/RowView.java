package dev.batchwright.batch.transform;

import dev.batchwright.job.Row;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The current row as the user's own code sees it: columns by name, looked up on first use.
final class RowView implements Row {

  private final Scope scope;
  private final Map<Type, Map<String, Evaluator>> columns = new EnumMap<>(Type.class);
  private long number;

  RowView(Scope scope) {
    this.scope = scope;
    for (Type type : Type.values()) {
      columns.put(type, new HashMap<>());
    }
  }

  RowView at(long newNumber) {
    number = newNumber;
    return this;
  }

  private Evaluator column(Type type, String name) {
    Map<String, Evaluator> ofType = columns.getOrDefault(type, Map.of());
    Evaluator known = ofType.get(name);
    if (known == null) {
      known = Conversions.to(type, scope.column(name), name);
      ofType.put(name, known);
    }
    known.at(number);
    return known;
  }

  private Evaluator present(Type type, String name) {
    Evaluator value = column(type, name);
    if (value.missing) {
      throw new RefusedRowException(name, "the value is missing, and the job's code reads it");
    }
    return value;
  }

  @Override
  public boolean isMissing(String column) {
    return column(Type.TEXT, column).missing;
  }

  @Override
  public Optional<String> find(String column) {
    TextEvaluator text = (TextEvaluator) column(Type.TEXT, column);
    return text.missing ? Optional.empty() : Optional.of(text.string());
  }

  @Override
  public String text(String column) {
    return ((TextEvaluator) present(Type.TEXT, column)).string();
  }

  @Override
  public long integer(String column) {
    NumberEvaluator value = (NumberEvaluator) present(Type.INTEGER, column);
    if (value.big != null) {
      throw new RefusedRowException(column, value.big + " is too large for the job's code");
    }
    return value.unscaled;
  }

  @Override
  public BigDecimal decimal(String column) {
    return ((NumberEvaluator) present(Type.DECIMAL, column)).value();
  }

  @Override
  public LocalDate date(String column) {
    return LocalDate.ofEpochDay(((MomentEvaluator) present(Type.DATE, column)).value);
  }

  @Override
  public Instant timestamp(String column) {
    return Moments.instant(((MomentEvaluator) present(Type.TIMESTAMP, column)).value);
  }

  @Override
  public List<String> columns() {
    return scope.names();
  }
}
