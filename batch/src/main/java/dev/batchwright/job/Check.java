package dev.batchwright.job;

import java.util.List;
import java.util.Objects;

/// What has to be true of the rows that a run writes, before any of them becomes visible: made by
/// [Checks], and given to [Flow#expect]. A run that fails one publishes nothing, and says which.
///
/// Where rows are written each worker counts what it sees, so that a check costs no second reading
/// of the output; publish adds the counts up and decides.
public sealed interface Check {

  /// What is checked, as results and messages name it; no two checks of a job have the same.
  String name();

  /// What is allowed, as results and messages name it.
  String allowed();

  /// Looks at every row by itself.
  ///
  /// @param name what is checked
  /// @param column the column whose value is shown where it fails, or empty
  /// @param rule what has to hold
  /// @param percent share of the rows in which it may fail, 0 to 100
  record Values(String name, String column, Rule rule, double percent) implements Check {

    public Values {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(rule, "rule");
      share(percent, 100);
    }

    /// The same, which may fail in this share of the rows.
    public Values exceptPercent(double share) {
      return new Values(name, column, rule, share);
    }

    @Override
    public String allowed() {
      return percent == 0 ? "in every row" : "in all but " + plain(percent) + "% of the rows";
    }

    /// Whether it may fail in so many of so many rows.
    public boolean allows(long failing, long rows) {
      return failing * 100.0 <= percent * rows;
    }
  }

  /// What has to hold in a row. A missing value passes all but [Present].
  sealed interface Rule {

    /// The value can be read as this type.
    record OfType(Type type) implements Rule {}

    /// The condition is not false, and can be evaluated.
    record Holds(Node condition) implements Rule {}

    /// The value is there.
    record Present() implements Rule {}
  }

  /// No two rows of the whole output have the same texts in these columns. Rows where one of them
  /// is missing are not compared, as in SQL.
  ///
  /// @param columns the columns, one at least
  record Unique(List<String> columns) implements Check {

    public Unique {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("unique needs a column at least");
      }
    }

    @Override
    public String name() {
      return String.join(", ", columns) + (columns.size() == 1 ? " is unique" : " are unique");
    }

    @Override
    public String allowed() {
      return "each once";
    }
  }

  /// The output has so many rows.
  ///
  /// @param least at least so many
  /// @param most at most so many
  record Rows(long least, long most) implements Check {

    public Rows {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException(
            "rows between %d and %d; expected 0 or more, and no less".formatted(least, most));
      }
    }

    @Override
    public String name() {
      return "number of rows";
    }

    @Override
    public String allowed() {
      return most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
    }

    /// Whether so many are allowed.
    public boolean allows(long rows) {
      return rows >= least && rows <= most;
    }
  }

  /// The output has about as many rows as that of the run before it. Where there is none it passes,
  /// and says so.
  ///
  /// @param fewerPercent so much fewer at most, 0 to 100
  /// @param morePercent so much more at most, 0 or more
  record RowsOfLastRun(double fewerPercent, double morePercent) implements Check {

    public RowsOfLastRun {
      share(fewerPercent, 100);
      share(morePercent, Double.MAX_VALUE);
    }

    @Override
    public String name() {
      return "number of rows against the last run";
    }

    @Override
    public String allowed() {
      return "%s%% fewer to %s%% more".formatted(plain(fewerPercent), plain(morePercent));
    }

    /// Whether so many are allowed after so many.
    public boolean allows(long rows, long before) {
      double change = rows - before;
      return change * 100 >= -fewerPercent * before && change * 100 <= morePercent * before;
    }
  }

  private static void share(double percent, double most) {
    if (!(percent >= 0 && percent <= most)) {
      throw new IllegalArgumentException(
          "%s percent; expected 0 to %s".formatted(percent, most == 100 ? "100" : "any number"));
    }
  }

  private static String plain(double percent) {
    return Tolerance.plain(percent);
  }
}
