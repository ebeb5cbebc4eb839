package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.transform.CheckVerdicts;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.batch.transform.DuplicateKeys;
import dev.batchwright.batch.transform.EntrySink;
import dev.batchwright.batch.transform.KeySink;
import dev.batchwright.batch.transform.Mapper;
import dev.batchwright.batch.transform.Outlets;
import dev.batchwright.batch.transform.Reducer;
import dev.batchwright.batch.transform.Refusal;
import dev.batchwright.batch.transform.Tally;
import dev.batchwright.batch.transform.WorkerLimits;
import dev.batchwright.job.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      SegmentAccount account,
      byte[] output,
      List<Entry> entries,
      List<Refusal> refusals,
      Checked checked) {}

  /// What one worker saw of the checks.
  private record Checked(List<Tally> tallies, List<Entry> keys) {}

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
    CompiledFlow bound = flow.bind(flow.check(inputs.getFirst(), limits.reading()));
    List<Mapped> mapped = new ArrayList<>();
    for (MemoryObject input : inputs) {
      mapped.addAll(map(bound, input));
    }
    RowCounts counts = RowCounts.NONE;
    List<Refusal> refusals = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    List<Checked> checked = new ArrayList<>();
    for (Mapped each : mapped) {
      counts = counts.plus(each.account.rows());
      refusals.addAll(each.refusals);
      entries.addAll(each.entries);
      outputs.add(each.output);
      checked.add(each.checked);
    }
    if (bound.hasReduce()) {
      outputs = List.of(reduce(bound, entries, checked));
    }
    byte[] output = Outputs.join(bound, outputs);
    boolean tolerated =
        bound.tolerance().allows(counts.quarantined(), counts.read())
            && mapped.stream().allMatch(it -> tolerates(bound, it.account.rows()));
    TestRun run = new TestRun(output, bound.outputSuffix(), counts, refusals, tolerated, List.of());
    return bound.checks().isEmpty()
        ? run
        : run.with(results(bound.checks(), checked, run.rows().size()));
  }

  private static List<CheckResult> results(List<Check> checks, List<Checked> seen, long rows)
      throws IOException {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    List<Entry> keys = new ArrayList<>();
    for (Checked each : seen) {
      each.tallies.forEach(it -> tallies.merge(it.check(), it, Tally::plus));
      keys.addAll(each.keys);
    }
    keys.sort(Entry.BY_KEY);
    DuplicateKeys duplicates = new DuplicateKeys();
    for (Entry key : keys) {
      duplicates.accept(key.bytes, 0, key.keyEnd, key.bytes.length);
    }
    return new CheckVerdicts(
            tallies,
            duplicates,
            place -> "[byte or row %d]".formatted(place.at()),
            rows,
            Optional.empty())
        .of(checks);
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
    EntrySink shuffle = into(entries);
    List<Entry> keys = new ArrayList<>();
    Outlets outlets = new Outlets(output, shuffle, refusals::add, new KeySink(0, into(keys)));
    Mapper mapper = bound.mapper(limits, sideTables, outlets);
    SegmentAccount account = mapper.scan(input, segment, known);
    mapper.finish();
    return new Mapped(
        account, output.toByteArray(), entries, refusals, new Checked(mapper.tallies(), keys));
  }

  private static EntrySink into(List<Entry> entries) {
    return (bytes, start, keyEnd, end) ->
        entries.add(new Entry(Arrays.copyOfRange(bytes, start, end), keyEnd - start));
  }

  private byte[] reduce(CompiledFlow bound, List<Entry> entries, List<Checked> checked)
      throws IOException {
    entries.sort(Entry.BY_KEY);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    List<Entry> keys = new ArrayList<>();
    Reducer reducer = bound.reducer(limits, output, new KeySink(0, into(keys)));
    for (Entry entry : entries) {
      reducer.accept(entry.bytes, 0, entry.keyEnd, entry.bytes.length);
    }
    reducer.finish();
    checked.add(new Checked(reducer.tallies(), keys));
    return output.toByteArray();
  }
}
