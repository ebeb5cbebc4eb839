package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Format;
import dev.batchwright.job.JsonLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Chooses how the rows at the end of a flow are written.
final class Encoders {

  private Encoders() {}

  /// An encoder of all columns of the scope. While the flow is not bound to a first object, one
  /// that only serves to check it.
  ///
  /// @throws BadRequestException when the columns cannot be known
  static RowEncoder of(FlowParts parts, Scope scope, Reading reading, ByteBuilder out) {
    Format output = parts.settledOutput().orElse(JsonLines.lines());
    if (!scope.isOpen()) {
      checkNames(output, scope.ownColumns().size());
      return RowEncoder.ofColumns(output, scope.ownColumns(), out);
    }
    if (parts.settledInput().filter(JsonLines.class::isInstance).isPresent()) {
      if (scope.hasDropped() || !(output instanceof JsonLines)) {
        throw new BadRequestException(
            "rows of JSON Lines have no fixed columns; expected select(...) or --set columns=a,b"
                + " to name those of the output");
      }
      return RowEncoder.ofObjects(scope.ownColumns(), reading, out);
    }
    List<String> names = parts.binding().map(it -> scope.names(it.columns())).orElse(List.of());
    Map<String, Evaluator> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, scope.column(name)));
    return RowEncoder.ofColumns(output, columns.isEmpty() ? scope.ownColumns() : columns, out);
  }

  private static void checkNames(Format output, int columns) {
    if (output instanceof Csv csv && !csv.hasHeader() && csv.columns().size() != columns) {
      throw new BadRequestException(
          "the output has %d columns, and its format names %d: %s"
              .formatted(columns, csv.columns().size(), csv.columns()));
    }
  }

  /// @throws BadRequestException when an object has columns that the first one has not
  static void checkColumns(Binding binding, List<String> columns, String place) {
    List<String> more = new ArrayList<>(columns);
    more.removeAll(binding.columns());
    if (!binding.columns().isEmpty() && !more.isEmpty()) {
      throw new BadRequestException(
          ("[%s] has the columns %s, which the run's first object %s has not;"
                  + " expected the same in all, or select(...)")
              .formatted(place, more, binding.key()));
    }
  }
}
