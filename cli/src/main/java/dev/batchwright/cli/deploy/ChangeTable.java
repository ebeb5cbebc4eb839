package dev.batchwright.cli.deploy;

import dev.batchwright.cli.deploy.Stacks.Change;
import dev.batchwright.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/// What a change set would do, for people.
final class ChangeTable {

  private ChangeTable() {}

  /// The table's lines, then a warning for each resource whose data would be lost.
  static List<String> lines(List<Change> changes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Action", "Resource", "Type", "Replacement"));
    for (Change change : changes) {
      String replacement = change.action().equals("Modify") ? change.replacement() : "";
      rows.add(List.of(change.action(), change.logicalId(), change.type(), replacement));
    }
    List<String> lines = new ArrayList<>(Table.lines(rows));
    for (Change change : changes) {
      if (change.losesData()) {
        lines.add(
            "Warning: %s (%s) holds data and would be %s; what is in it is left behind or lost"
                .formatted(
                    change.logicalId(),
                    change.type(),
                    change.action().equals("Remove") ? "deleted" : "replaced"));
      }
    }
    return lines;
  }
}
