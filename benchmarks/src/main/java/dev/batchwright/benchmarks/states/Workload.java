package dev.batchwright.benchmarks.states;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is measured: a state machine, its input, and how many units of work one execution is.
///
/// @param unit the plural of what is counted
/// @param output what every execution has to end with
record Workload(
    String name, String unit, int units, String definition, String input, String output) {

  private static final int TRANSITIONS = 1_000;
  private static final int ITEMS = 5_000;

  /// A loop over a Pass and a Choice.
  static Workload transitions() {
    return new Workload(
        "transitions",
        "transitions",
        TRANSITIONS,
        """
        {"StartAt": "Count", "States": {
         "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
         "Enough": {"Type": "Choice", "Default": "Count", "Choices": [
          {"Variable": "$.n", "NumericGreaterThanEquals": %d, "Next": "Done"}]},
         "Done": {"Type": "Succeed"}}}
        """
            .formatted(TRANSITIONS / 2),
        "{\"n\": 0}",
        "{\"n\":" + TRANSITIONS / 2 + "}");
  }

  /// A distributed map whose children pass their input on.
  static Workload items() {
    return new Workload(
        "items",
        "items",
        ITEMS,
        """
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items",
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}},
         "ResultPath": "$.items", "End": true}}}
        """,
        IntStream.range(0, ITEMS)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "{\"items\": [", "]}")),
        IntStream.range(0, ITEMS)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }
}
