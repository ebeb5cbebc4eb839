package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Aggregate;
import dev.batchwright.job.Check;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Format;
import dev.batchwright.job.Named;
import dev.batchwright.job.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A flow cut where its rows go through the shuffle.
///
/// @param input the format of the input
/// @param output the format of the output
/// @param front what is done while the input is read
/// @param middle the grouping or sort, if there is one
/// @param back what is done to the rows that groups become
/// @param checks what has to be true of the rows that come out
/// @param binding what was taken from the run's first object, once it was seen
record FlowParts(
    Format input,
    Format output,
    List<Operation> front,
    Optional<Operation> middle,
    List<Operation> back,
    List<Check> checks,
    Optional<Binding> binding) {

  /// @throws BadRequestException when operations stand where they cannot
  static FlowParts of(Flow flow) {
    List<Operation> operations = flow.operations();
    int cut = 0;
    while (cut < operations.size() && !isMiddle(operations.get(cut))) {
      cut++;
    }
    boolean has = cut < operations.size();
    List<Operation> back = has ? operations.subList(cut + 1, operations.size()) : List.of();
    Optional<Operation> middle = has ? Optional.of(operations.get(cut)) : Optional.empty();
    checkBack(middle, back);
    middle.ifPresent(FlowParts::checkNames);
    Format output = flow.output().orElse(flow.input());
    return new FlowParts(
        flow.input(),
        output,
        operations.subList(0, cut),
        middle,
        back,
        flow.checks(),
        Optional.empty());
  }

  private static boolean isMiddle(Operation operation) {
    return operation instanceof Operation.Group || operation instanceof Operation.Sort;
  }

  private static void checkBack(Optional<Operation> middle, List<Operation> back) {
    if (middle.isPresent() && middle.get() instanceof Operation.Sort && !back.isEmpty()) {
      throw new BadRequestException(
          "something follows sortBy; expected only write: do it before the sort");
    }
    for (Operation operation : back) {
      if (isMiddle(operation)) {
        throw new BadRequestException(
            "a flow has a second groupBy or sortBy; expected one:"
                + " run the rest as a second job on its output");
      }
      if (operation instanceof Operation.Validate) {
        throw new BadRequestException(
            "validate or require follows groupBy; expected it before: groups are not quarantined");
      }
    }
  }

  private static void checkNames(Operation middle) {
    if (!(middle instanceof Operation.Group group)) {
      return;
    }
    List<String> names = new ArrayList<>(group.keys().stream().map(Named::name).toList());
    group.aggregates().stream().map(Aggregate::name).forEach(names::add);
    if (names.contains("")) {
      throw new BadRequestException(
          "an aggregate over an expression has no name; expected .as(\"name\") on it");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new BadRequestException(
            "two columns of the grouping are named '%s'; expected different names, by .as(...)"
                .formatted(name));
      }
    }
    if (names.isEmpty()) {
      throw new BadRequestException("a grouping without keys and aggregates makes no rows");
    }
  }

  FlowParts bind(Binding to) {
    return new FlowParts(input, output, front, middle, back, checks, Optional.of(to));
  }

  /// Whether rows come out of the grouping, and not straight from the input or its sort, so that
  /// reducers check them and not mappers.
  boolean groups() {
    return middle.filter(Operation.Group.class::isInstance).isPresent();
  }

  /// The input format, where it is known.
  Optional<Format> settledInput() {
    return settled(input);
  }

  /// The output format, where it is known.
  Optional<Format> settledOutput() {
    return settled(output);
  }

  private Optional<Format> settled(Format format) {
    return format instanceof Format.ByKey
        ? binding
            .map(it -> RowReaders.formatOf(format, it.key()))
            .map(it -> format.codec().map(it::codec).orElse(it))
        : Optional.of(format);
  }
}
