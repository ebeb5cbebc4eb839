package dev.batchwright.states.engine;

import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.query.Json;

/// A distributed map of many items, whose results are written, as a process of its own.
final class ManyItems {

  private ManyItems() {}

  public static void main(String[] args) throws Exception {
    int items = Integer.parseInt(args[0]);
    StateMachine machine =
        StateMachine.parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map",
             "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
               "ReaderConfig": {"InputType": "JSON"}, "Arguments": {"Bucket": "b", "Key": "k"}},
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
               "ExecutionType": "EXPRESS"},
               "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
             "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
               "Arguments": {"Bucket": "b", "Prefix": "results"}},
             "End": true}}}
            """);
    StatesEngine engine = StatesEngine.builder().items(new Numbered(items)).build();
    Execution execution = engine.run(machine, Json.parse("{}"));
    Ending ending = execution.await();
    System.out.println(ending.status() + " " + ending.cause().orElse(""));
    System.out.println(
        execution.mapRuns().getFirst().itemCounts().succeeded() + " items succeeded");
  }
}
