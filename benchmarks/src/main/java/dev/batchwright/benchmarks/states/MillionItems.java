package dev.batchwright.benchmarks.states;

import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.MapRunCounts;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.query.Json;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// A distributed map over a JSON Lines object, its results written: by default 1,000,000 items, in
/// whatever heap the JVM was given. Prints items, seconds, items a second, and the heap's limit and
/// most that was in use when it was looked at, every 5 ms, in MiB.
final class MillionItems {

  private MillionItems() {}

  public static void main(String[] args) throws Exception {
    int items = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    String type = args.length > 1 ? args[1] : "EXPRESS";
    StateMachine machine =
        StateMachine.parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map",
             "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
               "ReaderConfig": {"InputType": "JSONL"}, "Arguments": {"Bucket": "b", "Key": "k"}},
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
               "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
             "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
               "Arguments": {"Bucket": "b", "Prefix": "results"}},
             "End": true}}}
            """
                .formatted(type));
    long start = System.nanoTime();
    StatesEngine engine = StatesEngine.builder().items(new CountedItems(items)).build();
    Execution execution = engine.run(machine, Json.parse("{}"));
    long peakBytes = 0;
    while (execution.ending().isEmpty()) {
      peakBytes = Math.max(peakBytes, usedHeapBytes());
      Thread.sleep(5);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    MapRunCounts counts = execution.mapRuns().getFirst().itemCounts();
    if (counts.succeeded() != items) {
      throw new IllegalStateException(counts + " " + execution.ending());
    }
    System.out.printf(
        Locale.ROOT,
        "%d\t%.1f\t%.0f\t%d\t%d%n",
        items,
        seconds,
        items / seconds,
        Runtime.getRuntime().maxMemory() >> 20,
        peakBytes >> 20);
  }

  /// With garbage that has not been collected yet.
  private static long usedHeapBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
