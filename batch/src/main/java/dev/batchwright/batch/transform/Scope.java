package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which columns the rows have at one point of a flow. An open scope also has all columns of the
/// input that were not dropped; what they are is only known from an object. Immutable.
final class Scope {

  private final InputColumns inputs;
  private final Map<String, Evaluator> columns;
  private final Set<String> dropped;
  private final boolean open;

  private Scope(
      InputColumns inputs, Map<String, Evaluator> columns, Set<String> dropped, boolean open) {
    this.inputs = inputs;
    this.columns = Collections.unmodifiableMap(columns);
    this.dropped = dropped;
    this.open = open;
  }

  /// All columns of the input.
  static Scope ofInput(InputColumns inputs) {
    return new Scope(inputs, Map.of(), Set.of(), true);
  }

  /// These columns only.
  static Scope of(Map<String, Evaluator> columns) {
    return new Scope(new InputColumns(), new LinkedHashMap<>(columns), Set.of(), false);
  }

  boolean isOpen() {
    return open;
  }

  /// The column's value.
  ///
  /// @throws BadRequestException when there is no such column
  Evaluator column(String name) {
    Evaluator own = columns.get(name);
    if (own != null) {
      return own;
    }
    if (open && !dropped.contains(name)) {
      return inputs.column(name);
    }
    throw new BadRequestException(
        "unknown column '%s'%s Columns at this point of the flow: %s"
            .formatted(
                name,
                Suggestion.didYouMean(name, columns.keySet()),
                open ? "all but " + dropped : String.join(", ", columns.keySet())));
  }

  /// With one more column, or another value in it.
  Scope with(String name, Evaluator value) {
    Map<String, Evaluator> more = new LinkedHashMap<>(columns);
    more.put(name, value);
    Set<String> stillDropped = new HashSet<>(dropped);
    stillDropped.remove(name);
    return new Scope(inputs, more, stillDropped, open);
  }

  /// Without a column.
  Scope without(String name) {
    if (!open) {
      column(name);
    }
    Map<String, Evaluator> fewer = new LinkedHashMap<>(columns);
    fewer.remove(name);
    Set<String> moreDropped = new HashSet<>(dropped);
    if (open) {
      inputs.column(name);
      moreDropped.add(name);
    }
    return new Scope(inputs, fewer, moreDropped, open);
  }

  /// Whether columns of the input were left out of an open scope.
  boolean hasDropped() {
    return !dropped.isEmpty();
  }

  /// The columns that were added to those of the input; all of them where the scope is closed.
  Map<String, Evaluator> ownColumns() {
    return columns;
  }

  /// The names of the columns that there are, in order.
  ///
  /// @param inputNames the columns of the input, in its order
  List<String> names(List<String> inputNames) {
    List<String> names = new ArrayList<>();
    if (open) {
      inputNames.stream().filter(it -> !dropped.contains(it)).forEach(names::add);
    }
    columns.keySet().stream().filter(it -> !names.contains(it)).forEach(names::add);
    return names;
  }

  /// As [#names(List)], for the object that is being read.
  List<String> names() {
    return names(inputs.names());
  }
}
