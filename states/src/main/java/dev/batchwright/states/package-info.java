/// The States Language engine: parses, validates and executes Amazon States Language in one JVM,
/// with the Step Functions API in front. It knows no AWS SDK and no HTTP: what Task states call and
/// item readers read comes in by ports.
///
/// | room | what is in it |
/// | --- | --- |
/// | `definition` | the sealed family of states, the parser that reports every problem, `${...}` |
/// | `query` | JSONata and JSONPath, compiled once and evaluated by many threads |
/// | `engine` | executions, Map Runs, retries, timeouts; `StatesEngine` is the way in |
/// | `history` | events as the service writes them |
/// | `api` | the Step Functions API, JSON in and JSON out; `StepFunctionsApi` is the way in |
/// | `port` | what others implement: `TaskIntegrations`, `ItemStore` |
/// | `time` | the clock and its alarms, real or simulated |
///
/// A machine with hours of waiting runs in milliseconds:
///
/// ```java
/// StatesEngine engine =
///     StatesEngine.builder()
///         .integrations(call -> answerOf(call))
///         .time(SimulatedTime.automatic(Instant.EPOCH))
///         .seed(1)
///         .build();
/// Ending ending = engine.run(StateMachine.parse(text), input).await();
/// ```
@org.jspecify.annotations.NullMarked
package dev.batchwright.states;
