package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.batch.transform.WorkerLimits;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Runs a job on text in memory, the way a run does it: cut into chunks, each read by a mapper of
/// its own, seams checked, entries shuffled and reduced.
///
/// ```java
/// TestRun run = JobTester.of(new DelaysByCarrier())
///     .input("carrier,arr_delay\nUA,10\nUA,NA\n")
///     .chunkBytes(16)
///     .run();
/// assertThat(run.output()).isEqualTo("carrier,count,avg_arr_delay\nUA,2,10.00\n");
/// ```
public final class JobTester {

  private final Job job;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<MemoryObject> inputs = new ArrayList<>();
  private final Map<String, ObjectBytes> sideTables = new HashMap<>();
  private WorkerLimits limits = WorkerLimits.DEFAULT;
  private long chunkBytes = Long.MAX_VALUE;
  private long[] cuts = {};

  private JobTester(Job job) {
    this.job = job;
  }

  /// A tester of this job.
  public static JobTester of(Job job) {
    return new JobTester(job);
  }

  /// Sets one of the job's settings.
  public JobTester set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /// Adds an input object with this text, whose key ends in `.csv`.
  public JobTester input(String text) {
    return input("input-%d.csv".formatted(inputs.size()), text);
  }

  /// Adds an input object with this key and text.
  public JobTester input(String key, String text) {
    return input(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds an input object with this key and content.
  public JobTester input(String key, byte[] content) {
    inputs.add(new MemoryObject(key, content.clone()));
    return this;
  }

  /// Gives the side table that the job finds under this URI.
  public JobTester sideTable(String uri, String text) {
    sideTables.put(uri, new MemoryObject(uri, text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /// Cuts each input object into chunks of so many bytes; without it, an object is one chunk.
  public JobTester chunkBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("chunkBytes is " + bytes + ", expected 1 or more");
    }
    chunkBytes = bytes;
    return this;
  }

  /// Cuts each input object at these bytes, which ascend; instead of [#chunkBytes].
  public JobTester cutAt(long... bytes) {
    cuts = bytes.clone();
    return this;
  }

  /// Gives each worker these limits.
  public JobTester limits(WorkerLimits other) {
    limits = other;
    return this;
  }

  private long[] cutsOf(long sizeBytes) {
    if (cuts.length > 0) {
      return LongStream.of(cuts).filter(it -> it > 0 && it < sizeBytes).toArray();
    }
    return LongStream.iterate(chunkBytes, it -> it < sizeBytes, it -> it + chunkBytes).toArray();
  }

  /// Runs the job.
  ///
  /// @throws dev.batchwright.batch.model.BatchException what a run would fail with, except for
  ///   refused rows: those are in the result
  public TestRun run() {
    CompiledFlow flow = CompiledFlow.compile(job, Settings.of(settings));
    return new LocalRun(flow, inputs, sideTables, limits, this::cutsOf).run();
  }
}
