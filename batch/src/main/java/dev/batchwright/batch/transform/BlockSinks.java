package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The part of a pipeline that takes rows block by block: its first filters, and the grouping
/// behind them where there is one.
final class BlockSinks {

  private final BlockRows rows = new BlockRows(new RowBlock());
  private final TruthVector[] filters;
  private final RowSink rest;
  private final @Nullable GroupRows groups;

  private BlockSinks(List<TruthVector> filters, RowSink rest, @Nullable GroupRows groups) {
    this.filters = filters.toArray(TruthVector[]::new);
    this.rest = rest;
    this.groups = groups;
  }

  /// What of a pipeline can be done so; none where nothing would be gained.
  static Optional<BlockSinks> of(RowSink pipeline) {
    Vectors vectors = new Vectors();
    List<TruthVector> filters = new ArrayList<>();
    RowSink rest = pipeline;
    while (rest instanceof RowSinks.Filter filter) {
      Optional<TruthVector> condition = vectors.truth(filter.condition());
      if (condition.isEmpty()) {
        break;
      }
      filters.add(condition.get());
      rest = filter.next();
    }
    GroupRows groups = rest instanceof GroupRows it && it.vectorize(vectors) ? it : null;
    return filters.isEmpty() && groups == null
        ? Optional.empty()
        : Optional.of(new BlockSinks(filters, rest, groups));
  }

  /// Whether [#take] is all that is done with the rows it leaves selected; otherwise they go on,
  /// one by one, to [#rest].
  boolean takesAll() {
    return groups != null;
  }

  /// The rows of a block, which the reader fills.
  BlockRows rows() {
    return rows;
  }

  /// The sink behind the filters.
  RowSink rest() {
    return rest;
  }

  /// Leaves selected the rows that pass the filters, and takes them where it [#takesAll]; rows that
  /// have to go through the whole pipeline by themselves are set aside.
  void take() throws IOException {
    for (TruthVector filter : filters) {
      filter.keep(rows);
    }
    if (groups != null) {
      groups.take(rows);
    }
  }
}
