package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.batch.transform.EntrySink;
import dev.batchwright.batch.transform.Mapper;
import dev.batchwright.batch.transform.Reducer;
import dev.batchwright.batch.transform.Refusal;
import dev.batchwright.batch.transform.WorkerLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// One run in memory: a mapper a chunk, and one reducer.
final class LocalRun {

  private record Entry(byte[] bytes, int keyEnd) {
    static final Comparator<Entry> BY_KEY =
        (a, b) -> Arrays.compareUnsigned(a.bytes, 0, a.keyEnd, b.bytes, 0, b.keyEnd);
  }

  /// What one mapper made of one segment.
  private record Mapped(
      SegmentAccount account, byte[] output, List<Entry> entries, List<Refusal> refusals) {}

  private final CompiledFlow flow;
  private final List<MemoryObject> inputs;
  private final Map<String, ObjectBytes> sideTables;
  private final WorkerLimits limits;
  private final LongFunction<long[]> cuts;

  LocalRun(
      CompiledFlow flow,
      List<MemoryObject> inputs,
      Map<String, ObjectBytes> sideTables,
      WorkerLimits limits,
      LongFunction<long[]> cuts) {
    this.flow = flow;
    this.inputs = List.copyOf(inputs);
    this.sideTables = Map.copyOf(sideTables);
    this.limits = limits;
    this.cuts = cuts;
  }

  TestRun run() {
    try {
      return runChecked();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestRun runChecked() throws IOException {
    if (inputs.isEmpty()) {
      throw new IllegalStateException("no input; expected input(text) first");
    }
    CompiledFlow bound = flow.bind(flow.check(inputs.getFirst()));
    List<Mapped> mapped = new ArrayList<>();
    for (MemoryObject input : inputs) {
      mapped.addAll(map(bound, input));
    }
    RowCounts counts = RowCounts.NONE;
    List<Refusal> refusals = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    for (Mapped each : mapped) {
      counts = counts.plus(each.account.rows());
      refusals.addAll(each.refusals);
      entries.addAll(each.entries);
      outputs.add(each.output);
    }
    if (bound.hasReduce()) {
      outputs = List.of(reduce(bound, entries));
    }
    byte[] output = Outputs.join(bound, outputs);
    boolean tolerated =
        bound.tolerance().allows(counts.quarantined(), counts.read())
            && mapped.stream().allMatch(it -> tolerates(bound, it.account.rows()));
    return new TestRun(output, bound.outputSuffix(), counts, refusals, tolerated);
  }

  private static boolean tolerates(CompiledFlow bound, RowCounts chunk) {
    return bound.chunkTolerance().allows(chunk.quarantined(), chunk.read());
  }

  /// Reads an object chunk by chunk; one that started at a wrong guess is read again.
  private List<Mapped> map(CompiledFlow bound, MemoryObject input) throws IOException {
    List<Mapped> all = new ArrayList<>();
    long size = input.sizeBytes();
    long[] starts = bound.splittable(input.key()) ? cuts.apply(size) : new long[0];
    long expected = 0;
    for (int i = 0; i <= starts.length; i++) {
      long start = i == 0 ? 0 : starts[i - 1];
      long end = i == starts.length ? size : starts[i];
      Segment segment = new Segment(input.input(), start, end);
      Mapped mapped = map(bound, input, segment, OptionalLong.empty());
      if (mapped.account.firstRowByte() != expected) {
        mapped = map(bound, input, segment, OptionalLong.of(expected));
      }
      expected = mapped.account.nextRowByte();
      all.add(mapped);
    }
    if (expected != size) {
      throw new IllegalStateException(
          "rows of %s were read up to byte %d of %d".formatted(input.place(), expected, size));
    }
    return all;
  }

  private Mapped map(CompiledFlow bound, MemoryObject input, Segment segment, OptionalLong known)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    List<Entry> entries = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    EntrySink shuffle =
        (bytes, start, keyEnd, end) ->
            entries.add(new Entry(Arrays.copyOfRange(bytes, start, end), keyEnd - start));
    Mapper mapper = bound.mapper(limits, sideTables, output, shuffle, refusals::add);
    SegmentAccount account = mapper.scan(input, segment, known);
    mapper.finish();
    return new Mapped(account, output.toByteArray(), entries, refusals);
  }

  private byte[] reduce(CompiledFlow bound, List<Entry> entries) throws IOException {
    entries.sort(Entry.BY_KEY);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Reducer reducer = bound.reducer(limits, output);
    for (Entry entry : entries) {
      reducer.accept(entry.bytes, 0, entry.keyEnd, entry.bytes.length);
    }
    reducer.finish();
    return output.toByteArray();
  }
}
