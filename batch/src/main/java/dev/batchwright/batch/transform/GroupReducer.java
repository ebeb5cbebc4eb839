package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.job.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merges the partial results of each group, which stand next to each other, and sends the row that
/// the group becomes through the back half of the flow.
final class GroupReducer implements Reducer, RowPlace {

  private final Accumulators accumulators;
  private final List<Evaluator> keys = new ArrayList<>();
  private final RowSink sink;
  private final RowOutput output;
  private final ByteBuilder group = new ByteBuilder(256);
  private final KeyCursor cursor = new KeyCursor();
  private RowChecks checks = RowChecks.NONE;
  private boolean hasGroup;
  private long number;

  GroupReducer(FlowParts parts, Operation.Group middle, RowOutput output, KeySink uniqueKeys) {
    this.output = output;
    ExpressionCompiler types =
        new ExpressionCompiler(Scope.ofInput(new InputColumns()), new LookupTables());
    accumulators = new Accumulators(middle.aggregates(), types::compile);
    Map<String, Evaluator> columns = new LinkedHashMap<>();
    middle
        .keys()
        .forEach(key -> {
          Evaluator part = KeyParts.of(key.node().type());
          keys.add(part);
          columns.put(key.name(), part);
        });
    columns.putAll(accumulators.results());
    sink =
        Pipeline.of(
            parts.back(),
            Scope.of(columns),
            new LookupTables(),
            (scope, compiler) -> last(parts, scope, compiler, uniqueKeys));
  }

  private LastSink last(
      FlowParts parts, Scope scope, ExpressionCompiler compiler, KeySink uniqueKeys) {
    LastSink rows =
        new OutputRows(Encoders.of(parts, scope, new Reading(), output.pending()), output);
    if (parts.checks().isEmpty()) {
      return rows;
    }
    // Equal keys are one group, and only an expansion makes several rows of one.
    boolean expands = parts.back().stream().anyMatch(Operation.Expand.class::isInstance);
    RowChecks.Origin origin =
        new RowChecks.Origin(this, uniqueKeys, expands ? Optional.empty() : Optional.of(keys));
    checks = RowChecks.of(parts.checks(), scope, compiler, origin);
    return new CheckedRows(rows, checks);
  }

  @Override
  public void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException {
    boolean same =
        hasGroup && Arrays.equals(group.array(), 0, group.length(), bytes, keyStart, keyEnd);
    if (!same) {
      endGroup();
      group.truncate(0);
      group.put(bytes, keyStart, keyEnd);
      accumulators.open(0, 1);
      hasGroup = true;
    }
    cursor.over(bytes, keyEnd);
    accumulators.merge(0, cursor);
  }

  private void endGroup() throws IOException {
    if (!hasGroup) {
      return;
    }
    cursor.over(group.array(), 0);
    for (Evaluator key : keys) {
      KeyParts.read(key, cursor);
    }
    try {
      sink.take(++number, true);
    } catch (RefusedRowException e) {
      throw new BadInputException(
          "[group %s] %s%s; expected a flow that has a value for every group"
              .formatted(keyText(), e.column().isEmpty() ? "" : e.column() + ": ", e.reason()),
          e);
    }
  }

  @Override
  public String text() {
    return "[group %s]".formatted(keyText());
  }

  @Override
  public void write(ByteBuilder out) {
    out.putVarLong(0);
    out.putVarLong(output.rows());
  }

  @Override
  public List<Tally> tallies() {
    return checks.tallies();
  }

  private String keyText() {
    List<String> texts = new ArrayList<>();
    for (Evaluator key : keys) {
      ByteBuilder text = new ByteBuilder(16);
      if (!key.missing) {
        key.writeText(text);
      }
      texts.add(key.missing ? "(missing)" : text.toString());
    }
    return texts.toString();
  }

  @Override
  public long finish() throws IOException {
    endGroup();
    hasGroup = false;
    output.finish();
    return output.rows();
  }
}
