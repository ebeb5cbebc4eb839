package dev.batchwright.job;

import java.util.List;
import java.util.Objects;

/// One thing that a flow does to its rows, as data.
public sealed interface Operation {

  /// Keeps the rows where the condition is true.
  record Where(Node condition) implements Operation {}

  /// Refuses the rows where the condition is false or missing.
  record Validate(Node condition, String column, String reason) implements Operation {
    public Validate {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /// Goes on with these columns, in this order.
  record Select(List<Named> columns) implements Operation {
    public Select {
      columns = List.copyOf(columns);
    }
  }

  /// Goes on with one more column, or another value in it where there is one of the name.
  record Derive(Named column) implements Operation {}

  /// Goes on without these columns.
  record Drop(List<String> columns) implements Operation {
    public Drop {
      columns = List.copyOf(columns);
    }
  }

  /// Goes on with the rows that the expander makes of each, with these columns.
  record Expand(List<String> columns, RowExpander expander) implements Operation {
    public Expand {
      columns = List.copyOf(columns);
    }
  }

  /// Goes on with one row a group, sorted by the keys.
  record Group(List<Named> keys, List<Aggregate> aggregates) implements Operation {
    public Group {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  /// Puts all rows into an order; rows with equal keys keep the order of the input.
  record Sort(List<Order> orders) implements Operation {
    public Sort {
      orders = List.copyOf(orders);
      if (orders.isEmpty()) {
        throw new IllegalArgumentException("sortBy needs at least one key");
      }
    }
  }
}
