package dev.batchwright.cli.summary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.cost.Prices;
import dev.batchwright.cli.cost.RunCost;
import dev.batchwright.cli.text.Table;
import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// A list of runs, as a table or as JSON.
///
/// @param rows the newest first
/// @param prices what costs are reckoned by
public record RunList(List<Row> rows, Prices prices) {

  public RunList {
    rows = List.copyOf(rows);
    Objects.requireNonNull(prices, "prices");
  }

  /// One run.
  ///
  /// @param run its id
  /// @param state how it stands
  /// @param startedAt when its newest execution began
  /// @param age since then
  /// @param took from then to its end, or until now
  /// @param job its job
  /// @param rowsRead rows read, of a run that has ended; those of committed chunks, where it failed
  /// @param cost what it costs on AWS, where that is known
  /// @param execution the ARN of its newest execution
  public record Row(
      String run,
      String state,
      Instant startedAt,
      Duration age,
      Duration took,
      String job,
      OptionalLong rowsRead,
      Optional<RunCost> cost,
      String execution) {

    public Row {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(startedAt, "startedAt");
      Objects.requireNonNull(age, "age");
      Objects.requireNonNull(took, "took");
      Objects.requireNonNull(job, "job");
      Objects.requireNonNull(rowsRead, "rowsRead");
      Objects.requireNonNull(cost, "cost");
      Objects.requireNonNull(execution, "execution");
    }
  }

  /// Prints a table, and by what prices costs are.
  public void printText(PrintStream out) {
    if (rows.isEmpty()) {
      out.println("There are no such runs.");
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("run", "state", "age", "took", "job", "rows read", "cost"));
    for (Row row : rows) {
      table.add(
          List.of(
              row.run(),
              row.state(),
              Units.age(row.age()),
              Units.time(row.took()),
              row.job().substring(row.job().lastIndexOf('.') + 1),
              row.rowsRead().isPresent() ? Units.count(row.rowsRead().getAsLong()) : "",
              row.cost().map(cost -> dollars(cost.total())).orElse("")));
    }
    Table.lines(table).forEach(out::println);
    if (rows.stream().anyMatch(row -> row.cost().isPresent())) {
      out.printf(
          "%nCosts: estimates in %s on AWS, list prices of %s as of %s.%n",
          prices.currency(), prices.region(), prices.asOf());
    }
  }

  /// Prints one document, with the parts of costs.
  public void printJson(PrintStream out) {
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode runs = json.putArray("runs");
    for (Row row : rows) {
      ObjectNode run = runs.addObject();
      run.put("run", row.run());
      run.put("state", row.state());
      run.put("job", row.job());
      run.put("startedAt", row.startedAt().toString());
      run.put("ageSeconds", row.age().toMillis() / 1e3);
      run.put("seconds", row.took().toMillis() / 1e3);
      row.rowsRead().ifPresent(rows -> run.put("rowsRead", rows));
      row.cost().ifPresent(cost -> cost(run.putObject("cost"), cost));
      run.put("execution", row.execution());
    }
    json.set("prices", Json.mapper().valueToTree(prices));
    out.println(json.toPrettyString());
  }

  private void cost(ObjectNode json, RunCost cost) {
    json.put("currency", prices.currency());
    json.put("total", cost.total());
    json.put("lambda", cost.lambda());
    json.put("stepFunctions", cost.stepFunctions());
    json.put("s3", cost.s3());
    json.put("sqs", cost.sqs());
  }

  /// Two digits of what is below a cent matter to nobody, that it is not nothing does.
  private static String dollars(double amount) {
    return String.format(Locale.ROOT, amount < 0.01 ? "%.4f" : "%.2f", amount);
  }
}
