package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Aggregate;
import dev.batchwright.job.Node;
import dev.batchwright.job.Operation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is done to rows while the input is read: up to the grouping or sort, or to the output. One
/// object for each mapper, as its evaluators hold the current row.
final class FrontHalf {

  /// Where rows go.
  record Targets(RowOutput output, EntrySink shuffle, KeySink keys, long stateBytes) {}

  private final FlowParts parts;
  private final Targets targets;
  private final InputColumns inputs = new InputColumns();
  private final LookupTables tables = new LookupTables();
  private final Reading reading = new Reading();
  private final RowSink sink;
  private final Optional<BlockSinks> blocks;
  private @Nullable LastSink last;
  private boolean open;
  private RowChecks checks = RowChecks.NONE;

  /// @throws BadRequestException when the flow makes no sense
  FrontHalf(FlowParts parts, Targets targets) {
    this.parts = parts;
    this.targets = targets;
    sink = Pipeline.of(parts.front(), Scope.ofInput(inputs), tables, this::last);
    blocks = BlockSinks.of(sink);
  }

  RowSink sink() {
    return sink;
  }

  /// How rows are taken block by block, where that is possible.
  Optional<BlockSinks> blocks() {
    return blocks;
  }

  LookupTables tables() {
    return tables;
  }

  /// Whether the columns of the output depend on those of the input.
  boolean isOpen() {
    return open;
  }

  void load(Map<String, ObjectBytes> sideTables) throws IOException {
    tables.load(sideTables);
  }

  private RowSink last(Scope scope, ExpressionCompiler compiler) {
    LastSink made =
        parts
            .middle()
            .map(it -> middle(it, scope, compiler))
            .orElseGet(() ->
                new OutputRows(
                    Encoders.of(parts, open(scope), reading, targets.output().pending()),
                    targets.output()));
    LastSink checked = parts.groups() ? made : checked(made, scope, compiler);
    last = checked;
    return checked;
  }

  /// Checks the rows here, where their columns are known; those of a sort are written as they are.
  private LastSink checked(LastSink rows, Scope scope, ExpressionCompiler compiler) {
    if (parts.checks().isEmpty()) {
      return rows;
    }
    RowChecks.Origin origin = new RowChecks.Origin(reading, targets.keys(), Optional.empty());
    checks = RowChecks.of(parts.checks(), scope, compiler, origin);
    return new CheckedRows(rows, checks);
  }

  private LastSink middle(Operation middle, Scope scope, ExpressionCompiler compiler) {
    return switch (middle) {
      case Operation.Group it -> group(it, compiler);
      case Operation.Sort it ->
          new SortRows(
              it.orders().stream()
                  .map(key -> new SortRows.Key(compiler.compile(key.node()), key.descending()))
                  .toList(),
              Encoders.of(parts, open(scope), reading, targets.output().pending()),
              targets.shuffle());
      case Operation.Where _,
          Operation.Validate _,
          Operation.Select _,
          Operation.Derive _,
          Operation.Drop _,
          Operation.Expand _ ->
          throw new IllegalStateException("only a grouping or sort ends a front half");
    };
  }

  private Scope open(Scope scope) {
    open = scope.isOpen();
    return scope;
  }

  private LastSink group(Operation.Group group, ExpressionCompiler compiler) {
    List<Evaluator> keys = group.keys().stream().map(key -> compiler.compile(key.node())).toList();
    Map<Node, Evaluator> values = new LinkedHashMap<>();
    Function<Node, Evaluator> evaluators = node -> values.computeIfAbsent(node, compiler::compile);
    List<Aggregate> aggregates = group.aggregates();
    Accumulators accumulators = new Accumulators(aggregates, evaluators);
    return new GroupRows(
        keys, List.copyOf(values.values()), accumulators, targets.shuffle(), targets.stateBytes());
  }

  RowChecks checks() {
    return checks;
  }

  /// Goes on with the next segment of the chunk.
  void nextSegment() {
    reading.segment++;
  }

  /// Goes on with the rows of another object.
  ///
  /// @return false where the object has no header, and so no rows
  /// @throws BadRequestException when it lacks a column, or has one too many
  boolean bind(RowReader reader, String place) {
    if (reader.isWithoutHeader()) {
      return false;
    }
    reader.lookWhereAsked();
    inputs.bind(reader, place);
    reading.reader = reader;
    reading.place = place;
    if (open && parts.binding().isPresent()) {
      Encoders.checkColumns(parts.binding().get(), reader.columns(), place);
    }
    return true;
  }

  /// Hands on what is still held.
  long finish() throws IOException {
    return last == null ? 0 : last.finish();
  }
}
