package dev.batchwright.batch.transform;

import dev.batchwright.job.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The checks of a flow at work on the rows that one worker writes. Those that need more than one
/// row at a time are left to publish: of uniqueness it hands keys on.
final class RowChecks {

  /// What stands for no checks at all.
  static final RowChecks NONE = new RowChecks(List.of(), List.of());

  /// Where the checked rows come from, and what is known of them.
  ///
  /// @param place where the current one comes from
  /// @param keys where keys go
  /// @param different evaluators whose values, together, differ from row to row in the whole
  ///   output, where that is known
  record Origin(RowPlace place, KeySink keys, Optional<List<Evaluator>> different) {}

  private final List<ValueCheck> values;
  private final List<UniqueRows> unique;
  private long rows;

  private RowChecks(List<ValueCheck> values, List<UniqueRows> unique) {
    this.values = values;
    this.unique = unique;
  }

  /// The checks over the columns of a scope.
  ///
  /// @throws dev.batchwright.batch.model.BadRequestException when one makes no sense there
  static RowChecks of(List<Check> checks, Scope scope, ExpressionCompiler compiler, Origin origin) {
    List<ValueCheck> values = new ArrayList<>();
    List<UniqueRows> unique = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      switch (checks.get(i)) {
        case Check.Values it -> values.add(ValueCheck.of(it, scope, compiler, origin.place()));
        case Check.Unique it -> {
          List<Evaluator> columns = it.columns().stream().map(scope::column).toList();
          boolean known = differ(columns, origin);
          unique.add(new UniqueRows(it.name(), i, known ? List.of() : columns, origin));
        }
        case Check.Rows _, Check.RowsOfLastRun _ -> {}
      }
    }
    return new RowChecks(values, unique);
  }

  private static boolean differ(List<Evaluator> columns, Origin origin) {
    Set<Evaluator> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(columns);
    return origin.different().filter(same::containsAll).isPresent();
  }

  /// Looks at the row with this number, which was written.
  void add(long number) throws IOException {
    rows++;
    for (ValueCheck check : values) {
      check.add(number);
    }
    for (UniqueRows check : unique) {
      check.add(number);
    }
  }

  List<Tally> tallies() {
    List<Tally> tallies = new ArrayList<>();
    values.forEach(it -> tallies.add(it.tally(rows)));
    unique.forEach(it -> tallies.add(it.tally(rows)));
    return tallies;
  }
}
