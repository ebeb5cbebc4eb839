package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Check;
import dev.batchwright.job.Codec;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Format;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.Operation;
import dev.batchwright.job.Settings;
import dev.batchwright.job.Tolerance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job's flow, checked and ready to run. Immutable and shared by threads; mappers and reducers
/// are made from it, one for each worker.
///
/// ```java
/// CompiledFlow flow = CompiledFlow.compile(job, settings);
/// Binding binding = flow.check(firstObject, limits);        // when the run is planned
/// CompiledFlow bound = flow.bind(binding);          // in every worker
/// ```
public final class CompiledFlow {

  /// How far a header is expected to reach; a longer one is read as well.
  private static final long HEADER_BYTES = 64 << 10;

  private final FlowParts parts;
  private final Flow flow;
  private final RowReaders readers;
  private final boolean open;
  private final List<String> sideTableUris;

  private CompiledFlow(FlowParts parts, Flow flow, RowReaders readers) {
    this.parts = parts;
    this.flow = flow;
    this.readers = readers;
    FrontHalf front = unused();
    open = front.isOpen();
    sideTableUris = front.tables().uris();
    unusedReducer();
  }

  /// Asks the job for its flow and checks it as far as that is possible without data.
  ///
  /// @throws BadRequestException a missing, unreadable or unknown setting, or a flow that makes no
  ///   sense
  public static CompiledFlow compile(Job job, Settings settings) {
    Flow flow;
    try {
      flow = job.define(settings);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("job %s: %s".formatted(job.name(), e.getMessage()), e);
    }
    settings.refuseUnknown();
    return new CompiledFlow(FlowParts.of(flow), flow, new RowReaders(flow.input()));
  }

  /// The same flow bound to the run's first object, as [#check] found it.
  public CompiledFlow bind(Binding binding) {
    return new CompiledFlow(parts.bind(binding), flow, readers);
  }

  /// What the job reads.
  public Format input() {
    return parts.input();
  }

  /// Whether mappers hand entries to the shuffle; otherwise they write the output.
  public boolean hasReduce() {
    return parts.middle().isPresent();
  }

  /// The side tables as the job names them, to be pinned by the plan and loaded by every mapper.
  public List<String> sideTableUris() {
    return sideTableUris;
  }

  /// How many refused rows the run may have.
  public Tolerance tolerance() {
    return flow.tolerance();
  }

  /// How many refused rows a chunk may have.
  public Tolerance chunkTolerance() {
    return flow.chunkTolerance();
  }

  /// What has to be true of the rows that the run writes.
  public List<Check> checks() {
    return flow.checks();
  }

  /// Whether reducers check rows; otherwise mappers do.
  public boolean checksInReduce() {
    return parts.groups();
  }

  /// Whether the object with this key can be cut into segments: false for compressed ones.
  public boolean splittable(String key) {
    return RowReaders.codecOf(parts.input(), key) == Codec.PLAIN;
  }

  /// Whether a row's start in the middle of an object is a guess that its neighbour has to confirm:
  /// true for CSV, whose quoted fields hold line breaks; false for JSON Lines.
  public boolean needsSeamCheck() {
    return !(parts.input() instanceof JsonLines);
  }

  /// Whether [#mapper], [#reducer] and [#outputSuffix] need [#bind] first: where the columns of the
  /// output are those of the input, or keys say the format.
  public boolean needsBinding() {
    return open || parts.settledOutput().isEmpty();
  }

  /// The end of the output objects' keys: `.csv`, `.jsonl.gz`.
  public String outputSuffix() {
    requireBinding();
    return parts.settledOutput().orElse(parts.output()).suffix();
  }

  /// Whether each output object starts with a header.
  public boolean outputHasHeader() {
    return parts.settledOutput().orElse(parts.output()) instanceof Csv csv && csv.hasHeader();
  }

  /// Counts the rows of an output object by reading all of it, once.
  ///
  /// @throws IOException when bytes cannot be had
  public long countRows(ObjectBytes output) throws IOException {
    requireBinding();
    RowReaders written = new RowReaders(parts.settledOutput().orElse(parts.output()));
    long rows = 0;
    try (RowReader reader = written.openStart(output, Long.MAX_VALUE, ReadLimits.DEFAULT)) {
      while (reader.next() != RowReader.END) {
        rows++;
      }
    }
    return rows;
  }

  /// Holds the flow against the run's first object: whether it has all columns.
  ///
  /// @return what all workers have to know of it
  /// @throws BadRequestException a column that is not there, with those that are; a key that does
  ///   not say its format
  public Binding check(ObjectBytes firstObject, ReadLimits limits) throws IOException {
    RowReaders.formatOf(parts.input(), RowReaders.keyOf(firstObject));
    try (RowReader reader = readers.openStart(firstObject, HEADER_BYTES, limits)) {
      Binding binding = new Binding(RowReaders.keyOf(firstObject), reader.columns());
      CompiledFlow bound = bind(binding);
      if (reader.isWithoutHeader()) {
        throw new BadRequestException(
            "[%s] is empty; expected a header with the columns' names"
                .formatted(firstObject.place()));
      }
      bound.unused().bind(reader, firstObject.place());
      return binding;
    }
  }

  /// A mapper for one chunk.
  ///
  /// @param sideTables the objects of [#sideTableUris()], by URI
  /// @throws IOException when a side table cannot be had
  public Mapper mapper(WorkerLimits limits, Map<String, ObjectBytes> sideTables, Outlets outlets)
      throws IOException {
    requireBinding();
    FrontHalf front =
        new FrontHalf(
            parts,
            new FrontHalf.Targets(
                rowOutput(outlets.output()),
                outlets.shuffle(),
                outlets.keys(),
                limits.stateBytes()));
    front.load(sideTables);
    return new FlowMapper(front, readers, limits.reading(), outlets.refusals(), this::splittable);
  }

  /// A reducer for one partition.
  ///
  /// @param output takes rows; is written only if there is one, and not closed
  /// @param keys takes keys that have to be unique
  public Reducer reducer(WorkerLimits limits, OutputStream output, KeySink keys) {
    requireBinding();
    return reducer(rowOutput(output), keys)
        .orElseThrow(() -> new IllegalStateException("the flow has no reduce"));
  }

  private Optional<Reducer> reducer(RowOutput output, KeySink keys) {
    return parts
        .middle()
        .map(middle ->
            middle instanceof Operation.Group group
                ? new GroupReducer(parts, group, output, keys)
                : sortReducer(output));
  }

  /// The rows' columns are those at the end of the front half, which writes them.
  private Reducer sortReducer(RowOutput output) {
    ByteBuilder pending = output.pending();
    RowEncoder[] header = {RowEncoder.ofColumns(JsonLines.lines(), Map.of(), pending)};
    Pipeline.of(
        parts.front(),
        Scope.ofInput(new InputColumns()),
        new LookupTables(),
        (scope, _) -> {
          header[0] = Encoders.of(parts, scope, new Reading(), pending);
          return (_, _) -> false;
        });
    return new SortReducer(header[0], output);
  }

  private RowOutput rowOutput(OutputStream target) {
    return new RowOutput(
        parts.settledOutput().flatMap(it -> it.codec()).orElse(Codec.PLAIN), target);
  }

  private void requireBinding() {
    if (needsBinding() && parts.binding().isEmpty()) {
      throw new IllegalStateException(
          "the flow takes columns or format from the first object;"
              + " expected bind(check(object)) first");
    }
  }

  private FrontHalf unused() {
    RowOutput nowhere = rowOutput(OutputStream.nullOutputStream());
    return new FrontHalf(
        parts, new FrontHalf.Targets(nowhere, (_, _, _, _) -> {}, KeySink.NOWHERE, 0));
  }

  private void unusedReducer() {
    reducer(rowOutput(OutputStream.nullOutputStream()), KeySink.NOWHERE);
  }
}
