package dev.batchwright.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// What a job does, from the rows that it reads to those that it writes. Immutable: each method
/// gives a new flow that does one thing more.
///
/// A flow has at most one `groupBy` or `sortBy`, which ends its first half: what stands before it
/// is done while the input is read, in parallel; what follows a `groupBy`, on one row a group.
public final class Flow {

  private final Format input;
  private final List<Operation> operations;
  private final Optional<Format> output;
  private final Demands demands;

  private Flow(Format input, List<Operation> operations, Optional<Format> output, Demands demands) {
    this.input = Objects.requireNonNull(input, "input");
    this.operations = List.copyOf(operations);
    this.output = output;
    this.demands = demands;
  }

  /// What has to be true of the data for the run to go on and be published.
  private record Demands(Tolerance tolerance, Tolerance chunkTolerance, List<Check> checks) {
    static final Demands DEFAULT = new Demands(Tolerance.NONE, Tolerance.ANY, List.of());
  }

  /// Starts with the rows of all input objects, written in this format.
  public static Flow read(Format format) {
    return new Flow(format, List.of(), Optional.empty(), Demands.DEFAULT);
  }

  /// Goes on with the rows where the condition is true; the others are counted as filtered.
  public Flow where(Condition condition) {
    return then(new Operation.Where(condition.node()));
  }

  /// As [#where(Condition)], with the user's own code.
  public Flow where(Predicate<Row> predicate) {
    return where(Expressions.test(predicate));
  }

  /// Refuses the rows where the condition is false or missing: they go to the quarantine with this
  /// reason, within the [#tolerate] of the job.
  public Flow validate(Condition condition, String reason) {
    return then(new Operation.Validate(condition.node(), "", reason));
  }

  /// As [#validate(Condition, String)], naming the column at fault.
  public Flow validate(String column, Condition condition, String reason) {
    return then(new Operation.Validate(condition.node(), column, reason));
  }

  /// Refuses the rows where one of these columns is missing.
  public Flow require(String... columns) {
    Flow flow = this;
    for (String column : columns) {
      flow =
          flow.validate(
              column, Expressions.text(column).isPresent(), "the value is missing, and required");
    }
    return flow;
  }

  /// Goes on with these columns only, in this order.
  public Flow select(String... columns) {
    return select(Arrays.stream(columns).map(Expressions::column).toArray(Named[]::new));
  }

  /// Goes on with these columns only, in this order; [Expressions#column(String)] is one as it is.
  public Flow select(Named... columns) {
    return then(new Operation.Select(List.of(columns)));
  }

  /// Goes on with one more column at the end, or with another value in the column of that name.
  public Flow derive(String name, Expression value) {
    return then(new Operation.Derive(value.as(name)));
  }

  /// Goes on without these columns.
  public Flow drop(String... columns) {
    return then(new Operation.Drop(List.of(columns)));
  }

  /// Goes on with the rows that the user's own code makes of each row, none or many, which have
  /// these columns. A row of which none is made counts as filtered.
  public Flow flatMap(List<String> columns, RowExpander expander) {
    return then(new Operation.Expand(columns, expander));
  }

  /// Puts all rows into one group: one row comes out, also where there are none.
  public Groups groupBy() {
    return new Groups(this, List.of());
  }

  /// Groups the rows by the texts in these columns. Output is sorted by the keys, missing ones
  /// last.
  public Groups groupBy(String... columns) {
    return groupBy(Arrays.stream(columns).map(Expressions::column).toArray(Named[]::new));
  }

  /// Groups the rows by these values: `groupBy(column("carrier"),
  /// date("day").month().as("month"))`. Numbers that are equal are one key, however they are
  /// written: `1.0` and `1.00` come out as `1`.
  public Groups groupBy(Named... keys) {
    return new Groups(this, List.of(keys));
  }

  /// Goes on with each combination of the texts in these columns once, sorted.
  public Flow distinct(String... columns) {
    return groupBy(columns).aggregate();
  }

  /// Sorts all rows; rows with equal keys keep the order of the input. Nothing but `write` follows.
  public Flow sortBy(Order... orders) {
    return then(new Operation.Sort(List.of(orders)));
  }

  /// Writes the rows in this format. Without it they are written as they were read.
  public Flow write(Format format) {
    return new Flow(input, operations, Optional.of(format), demands);
  }

  /// Publishes the run although rows were refused, within this tolerance. Default: none.
  public Flow tolerate(Tolerance run) {
    return demand(new Demands(run, demands.chunkTolerance, demands.checks));
  }

  /// Fails a chunk that refuses more rows than this at once, so that a run over input that is wrong
  /// as a whole does not go on to its end before it says so. Default: any number, within what
  /// [#tolerate] allows for the run.
  public Flow tolerateInChunk(Tolerance chunk) {
    return demand(new Demands(demands.tolerance, chunk, demands.checks));
  }

  /// Publishes the run only if all of this is true of the rows that it writes, wherever in the flow
  /// this stands. Given more than once, it all has to be true.
  ///
  /// @throws IllegalArgumentException when two checks have the same name
  public Flow expect(Check... checks) {
    List<Check> all = new ArrayList<>(demands.checks);
    for (Check check : checks) {
      if (all.stream().anyMatch(it -> it.name().equals(check.name()))) {
        throw new IllegalArgumentException(
            "two checks say '%s'; expected each once".formatted(check.name()));
      }
      all.add(check);
    }
    return demand(new Demands(demands.tolerance, demands.chunkTolerance, List.copyOf(all)));
  }

  /// The format of the input.
  public Format input() {
    return input;
  }

  /// What is done to the rows, in order.
  public List<Operation> operations() {
    return operations;
  }

  /// The format of the output, if the job states one.
  public Optional<Format> output() {
    return output;
  }

  /// How many refused rows the run may have.
  public Tolerance tolerance() {
    return demands.tolerance;
  }

  /// How many refused rows a chunk may have.
  public Tolerance chunkTolerance() {
    return demands.chunkTolerance;
  }

  /// What has to be true of the rows that are written.
  public List<Check> checks() {
    return demands.checks;
  }

  private Flow demand(Demands other) {
    return new Flow(input, operations, output, other);
  }

  private Flow then(Operation operation) {
    List<Operation> more = new ArrayList<>(operations);
    more.add(operation);
    return new Flow(input, more, output, demands);
  }

  /// Rows that are grouped, and of which it is not yet said what is made of each group.
  public static final class Groups {
    private final Flow flow;
    private final List<Named> keys;

    private Groups(Flow flow, List<Named> keys) {
      this.flow = flow;
      this.keys = keys;
    }

    /// Goes on with one row a group: its keys, then these.
    public Flow aggregate(Aggregate... aggregates) {
      return flow.then(new Operation.Group(keys, List.of(aggregates)));
    }
  }
}
