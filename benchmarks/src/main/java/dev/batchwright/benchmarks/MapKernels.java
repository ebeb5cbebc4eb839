package dev.batchwright.benchmarks;

import static dev.batchwright.job.Checks.between;
import static dev.batchwright.job.Checks.hasType;
import static dev.batchwright.job.Checks.oneOf;
import static dev.batchwright.job.Checks.present;
import static dev.batchwright.job.Checks.unique;
import static dev.batchwright.job.Expressions.text;

import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.batch.transform.KeySink;
import dev.batchwright.batch.transform.Mapper;
import dev.batchwright.batch.transform.Outlets;
import dev.batchwright.batch.transform.WorkerLimits;
import dev.batchwright.examples.PricingSummary;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.Settings;
import dev.batchwright.job.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one worker does to the bytes of its chunk, from memory to nowhere: no storage, one thread.
/// The score is MiB of CSV a second.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapKernels {

  private static final int SIZE_MIB = 16;

  private final LineItems bytes = new LineItems(SIZE_MIB << 20);
  private final CompiledFlow nothingKept =
      compile(_ -> Flow.read(Csv.withHeader()).where(text("l_returnflag").is("X")));
  private final CompiledFlow toJson =
      compile(_ -> Flow.read(Csv.withHeader()).write(JsonLines.lines()));
  private final CompiledFlow toCheckedJson =
      compile(_ ->
          Flow.read(Csv.withHeader())
              .write(JsonLines.lines())
              .expect(
                  hasType("l_orderkey", Type.INTEGER),
                  between("l_quantity", 1, 50),
                  oneOf("l_returnflag", "A", "N", "R"),
                  present("l_comment")));
  private final CompiledFlow toUniqueJson =
      compile(_ ->
          Flow.read(Csv.withHeader())
              .write(JsonLines.lines())
              .expect(unique("l_orderkey", "l_linenumber")));
  private final CompiledFlow pricingSummary = compile(new PricingSummary());

  private CompiledFlow compile(Job job) {
    CompiledFlow flow = CompiledFlow.compile(job, Settings.none());
    try {
      return flow.bind(flow.check(bytes, ReadLimits.DEFAULT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows and fields are found, one short text is compared: the scan itself.
  @Benchmark
  @OperationsPerInvocation(SIZE_MIB)
  public long scan() throws IOException {
    return map(nothingKept);
  }

  /// Every row is written again, as JSON Lines.
  @Benchmark
  @OperationsPerInvocation(SIZE_MIB)
  public long convertToJsonLines() throws IOException {
    return map(toJson);
  }

  /// The same, with four checks of every row.
  @Benchmark
  @OperationsPerInvocation(SIZE_MIB)
  public long convertToCheckedJsonLines() throws IOException {
    return map(toCheckedJson);
  }

  /// The same, with the key of every row handed on to be compared; not sorted and stored.
  @Benchmark
  @OperationsPerInvocation(SIZE_MIB)
  public long convertToUniqueJsonLines() throws IOException {
    return map(toUniqueJson);
  }

  /// Dates and decimals are read, four groups aggregated: TPC-H query 1.
  @Benchmark
  @OperationsPerInvocation(SIZE_MIB)
  public long groupAggregate() throws IOException {
    return map(pricingSummary);
  }

  private long map(CompiledFlow flow) throws IOException {
    Mapper mapper =
        flow.mapper(
            WorkerLimits.DEFAULT,
            Map.of(),
            new Outlets(
                OutputStream.nullOutputStream(),
                (_, _, _, _) -> {},
                refusal -> {
                  throw new IOException("refused: " + refusal);
                },
                KeySink.NOWHERE));
    long read = mapper.scan(bytes, whole(), OptionalLong.empty()).rows().read();
    return read + mapper.finish();
  }

  private Segment whole() {
    return new Segment(
        new InputObject("memory", "lineitem.csv", "\"0\"", Optional.empty(), bytes.sizeBytes()),
        0,
        bytes.sizeBytes());
  }
}
