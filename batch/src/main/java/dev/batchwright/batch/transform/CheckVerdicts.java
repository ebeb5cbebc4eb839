package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.CheckExample;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.PreviousRun;
import dev.batchwright.job.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides what came of a job's checks, once all is known that they count.
public final class CheckVerdicts {

  private final Map<String, Tally> tallies;
  private final DuplicateKeys duplicates;
  private final Function<DuplicateKeys.Place, String> places;
  private final long rows;
  private final Optional<PreviousRun> previous;

  /// @param tallies those of all workers together, by the checks' names
  /// @param duplicates all keys that workers handed on
  /// @param places says where rows with equal keys come from
  /// @param rows rows of the whole output
  /// @param previous the run before, where there is one
  public CheckVerdicts(
      Map<String, Tally> tallies,
      DuplicateKeys duplicates,
      Function<DuplicateKeys.Place, String> places,
      long rows,
      Optional<PreviousRun> previous) {
    this.tallies = Map.copyOf(tallies);
    this.duplicates = duplicates;
    this.places = places;
    this.rows = rows;
    this.previous = previous;
  }

  /// One result a check, in their order.
  public List<CheckResult> of(List<Check> checks) {
    List<CheckResult> results = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      results.add(result(i, checks.get(i)));
    }
    return results;
  }

  private CheckResult result(int number, Check check) {
    return switch (check) {
      case Check.Values it -> {
        Tally tally = tallies.getOrDefault(it.name(), Tally.none(it.name()));
        String share = tally.failing() == 0 ? "" : " (" + percent(tally.failing(), rows) + ")";
        yield result(
            it,
            it.allows(tally.failing(), rows),
            "not so in %d of %d rows%s".formatted(tally.failing(), rows, share),
            tally.examples());
      }
      case Check.Unique it -> {
        long keys = duplicates.keys(number);
        yield result(
            it,
            keys == 0,
            keys == 0
                ? "each once in %d rows".formatted(rows)
                : "%d %s more than once, in %d of %d rows"
                    .formatted(
                        keys, keys == 1 ? "is there" : "are there", duplicates.rows(number), rows),
            duplicates.examples(number, places));
      }
      case Check.Rows it -> result(it, it.allows(rows), Long.toString(rows), List.of());
      case Check.RowsOfLastRun it ->
          previous
              .map(
                  last -> result(it, it.allows(rows, last.rowsWritten()), against(last), List.of()))
              .orElseGet(() ->
                  result(it, true, rows + ", and there is no run to hold it against", List.of()));
    };
  }

  private String against(PreviousRun last) {
    long before = last.rowsWritten();
    String change =
        rows == before
            ? "as many as"
            : before == 0
                ? "more than"
                : "%s %s than"
                    .formatted(
                        percent(Math.abs(rows - before), before), rows < before ? "fewer" : "more");
    return "%d, %s the %d of run %s (%s)"
        .formatted(rows, change, before, last.run(), last.manifest());
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.4g%%", 100.0 * part / whole);
  }

  private static CheckResult result(
      Check check, boolean passed, String found, List<CheckExample> examples) {
    return new CheckResult(check.name(), passed, found, check.allowed(), examples);
  }
}
