package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.job.Aggregate;
import dev.batchwright.job.Node;
import dev.batchwright.job.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The accumulators of a grouped flow, each needed one once: a sum and an average of the same value
/// share theirs. The mapper's and the reducer's are made alike from the same flow, so that one
/// reads what the other writes.
final class Accumulators {

  private record Shape(String kind, List<Node> value) {}

  private final Map<Shape, Accumulator> shared = new LinkedHashMap<>();
  private final Map<String, Evaluator> results = new LinkedHashMap<>();
  private final Accumulator[] all;
  private final Function<Node, Evaluator> evaluators;

  /// @param evaluators gives the evaluator of a value; a reducer, which only merges, has none that
  ///   are ever evaluated
  Accumulators(List<Aggregate> aggregates, Function<Node, Evaluator> evaluators) {
    this.evaluators = evaluators;
    for (Aggregate aggregate : aggregates) {
      results.put(aggregate.name(), result(aggregate));
    }
    all = new ArrayList<>(shared.values()).toArray(Accumulator[]::new);
  }

  /// By name, what is made of group 0, which stands for the current row's group.
  Map<String, Evaluator> results() {
    return results;
  }

  private Evaluator result(Aggregate aggregate) {
    return switch (aggregate.kind()) {
      case Aggregate.Kind.Rows _ ->
          new AggregateResults.Count(share("rows", List.of(), () -> new CountAccumulator(null)));
      case Aggregate.Kind.Count it ->
          new AggregateResults.Count(
              share(
                  "count", List.of(it.value()), () -> new CountAccumulator(evaluator(it.value()))));
      case Aggregate.Kind.Sum it ->
          new AggregateResults.Sum(it.type(), aggregate.scale(), sum(it.value()));
      case Aggregate.Kind.Average it ->
          new AggregateResults.Average(aggregate.scale(), sum(it.value()));
      case Aggregate.Kind.Min it -> extreme("min", aggregate, it.value(), false);
      case Aggregate.Kind.Max it -> extreme("max", aggregate, it.value(), true);
      case Aggregate.Kind.Distinct it ->
          new AggregateResults.Distinct(
              share(
                  "distinct",
                  List.of(it.value()),
                  () -> new DistinctAccumulator(evaluator(it.value()))));
      case Aggregate.Kind.Quantile it ->
          new AggregateResults.Quantile(
              aggregate.scale(),
              it.fraction(),
              share(
                  "quantile",
                  List.of(it.value()),
                  () -> new QuantileAccumulator(number(it.value()))));
    };
  }

  private SumAccumulator sum(Node value) {
    return share("sum", List.of(value), () -> new SumAccumulator(number(value)));
  }

  private Evaluator extreme(String kind, Aggregate aggregate, Node value, boolean largest) {
    Type type = value.type();
    ExtremeAccumulator accumulator =
        share(kind, List.of(value), () -> new ExtremeAccumulator(evaluator(value), largest));
    return AggregateResults.extreme(type, aggregate.scale(), accumulator);
  }

  private Evaluator evaluator(Node value) {
    return evaluators.apply(value);
  }

  private NumberEvaluator number(Node value) {
    return (NumberEvaluator) evaluator(value);
  }

  @SuppressWarnings("unchecked")
  private <A extends Accumulator> A share(String kind, List<Node> value, Supplier<A> maker) {
    return (A) shared.computeIfAbsent(new Shape(kind, value), _ -> maker.get());
  }

  void open(int from, int count) {
    for (Accumulator each : all) {
      each.open(from, count);
    }
  }

  void add(int group) {
    for (Accumulator each : all) {
      each.add(group);
    }
  }

  /// Whether rows can be added block by block.
  boolean vectorize(Vectors vectors) {
    return Arrays.stream(all).allMatch(each -> each.vectorize(vectors));
  }

  void compute(BlockRows rows) {
    for (Accumulator each : all) {
      each.compute(rows);
    }
  }

  void add(BlockRows rows, int[] groups) {
    for (Accumulator each : all) {
      each.add(rows, groups);
    }
  }

  void encode(int group, ByteBuilder out) {
    for (Accumulator each : all) {
      each.encode(group, out);
    }
  }

  void merge(int group, KeyCursor in) {
    for (Accumulator each : all) {
      each.merge(group, in);
    }
  }

  /// About how many bytes so many groups hold.
  long heldBytes(int groups) {
    long held = 0;
    for (Accumulator each : all) {
      held += (long) groups * each.bytesPerGroup() + each.extraBytes();
    }
    return held;
  }
}
