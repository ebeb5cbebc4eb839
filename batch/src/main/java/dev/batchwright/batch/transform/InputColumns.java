package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The columns of the input that a flow looks at, bound by name to the object that is being read:
/// objects may have them in different orders.
final class InputColumns {

  private final Map<String, InputText> columns = new LinkedHashMap<>();
  private @Nullable RowReader reader;
  private String place = "";

  /// The column with this name. A new one is looked up in the object being read, if there is one.
  InputText column(String name) {
    InputText known = columns.get(name);
    if (known != null) {
      return known;
    }
    InputText column = new InputText(name);
    if (reader != null) {
      bind(column, reader);
    }
    columns.put(name, column);
    return column;
  }

  /// The names of all columns of the object being read.
  List<String> names() {
    return reader == null ? List.of() : reader.columns();
  }

  /// Goes on with the rows of another object.
  ///
  /// @throws BadRequestException when it lacks a column
  void bind(RowReader newReader, String newPlace) {
    reader = newReader;
    place = newPlace;
    columns.values().forEach(column -> bind(column, newReader));
  }

  private void bind(InputText column, RowReader from) {
    int field = from.field(column.name());
    if (field < 0) {
      throw new BadRequestException(
          "[%s] has no column '%s'%s Its columns: %s"
              .formatted(
                  place,
                  column.name(),
                  Suggestion.didYouMean(column.name(), from.columns()),
                  String.join(", ", from.columns())));
    }
    column.bind(from, field);
  }
}
