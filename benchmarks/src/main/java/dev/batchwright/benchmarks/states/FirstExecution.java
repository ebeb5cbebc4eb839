package dev.batchwright.benchmarks.states;

import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.query.Json;

/// What a test waits for in a JVM that has just begun: an engine is built, a definition read and
/// its first execution run to its end. Prints the milliseconds, then those of a second definition.
final class FirstExecution {

  private FirstExecution() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    StatesEngine engine = StatesEngine.builder().build();
    run(
        engine,
        """
        {"StartAt": "P", "States": {"P": {"Type": "Pass", "Parameters": {"a.$": "$.a"},
         "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.a",
         "NumericEquals": 1, "Next": "S"}]}, "S": {"Type": "Succeed"}}}
        """);
    long jsonPath = System.nanoTime();
    run(
        engine,
        """
        {"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass",
         "Output": {"a": "{% $states.input.a + 1 %}"}, "End": true}}}
        """);
    long jsonata = System.nanoTime();
    System.out.println((jsonPath - start) / 1_000_000 + "\t" + (jsonata - jsonPath) / 1_000_000);
  }

  private static void run(StatesEngine engine, String definition) throws Exception {
    var ending = engine.run(StateMachine.parse(definition), Json.parse("{\"a\": 1}")).await();
    if (ending.status() != ExecutionStatus.SUCCEEDED) {
      throw new IllegalStateException(ending.toString());
    }
  }
}
