package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.job.SideTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The side tables that a flow looks values up in.
final class LookupTables {

  private final Map<SideTable, LookupTable> tables = new LinkedHashMap<>();

  LookupTable table(SideTable table) {
    return tables.computeIfAbsent(table, LookupTable::new);
  }

  /// Where they are, each place once.
  List<String> uris() {
    return tables.values().stream().map(LookupTable::uri).distinct().toList();
  }

  /// Reads all of them.
  ///
  /// @param objects by the URI that the job gives
  void load(Map<String, ObjectBytes> objects) throws IOException {
    for (LookupTable table : tables.values()) {
      ObjectBytes object = objects.get(table.uri());
      if (object == null) {
        throw new IllegalArgumentException(
            "side table " + table.uri() + " was not given; there are " + objects.keySet());
      }
      table.load(object);
    }
  }
}
