package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.history.HistoryEvent;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Many items and many children at once. `-Dstates.scale.items=1000000` makes it the real thing.
final class ScaleTest {

  private static final int ITEMS = Integer.getInteger("states.scale.items", 30_000);
  private static final String HEAP = "32m";

  private static StateMachine machine(String type, String processor) throws Exception {
    return StateMachine.parse(
        """
        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map",
         "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
           "ReaderConfig": {"InputType": "JSON"}, "Arguments": {"Bucket": "b", "Key": "k"}},
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"}, %s},
         "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
           "Arguments": {"Bucket": "b", "Prefix": "results"}},
         "Output": "done", "End": true}}}
        """
            .formatted(type, processor));
  }

  /// In a JVM of its own, whose heap could not hold a fraction of the items or of their results.
  @Test
  void aLongDataSetIsMappedInBoundedMemory() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ManyItems.class.getName(),
                String.valueOf(ITEMS))
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(ITEMS + " items succeeded");
  }

  @Test
  void tenThousandChildrenRunAtOnceAndNotMore() throws Exception {
    int children = 10_500;
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(10_000);
    CountDownLatch go = new CountDownLatch(1);
    StatesEngine engine =
        StatesEngine.builder()
            .items(new Numbered(children))
            .integrations(call -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              full.countDown();
              go.await();
              running.decrementAndGet();
              return call.arguments();
            })
            .build();
    StateMachine machine =
        machine(
            "STANDARD",
            """
            "StartAt": "T", "States": {"T": {"Type": "Task",
             "Resource": "arn:aws:states:::lambda:invoke", "End": true}}
            """);

    Execution execution = engine.run(machine, Json.parse("{}"));
    full.await();
    int platformThreads = ManagementFactory.getThreadMXBean().getThreadCount();
    go.countDown();

    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(most).hasValue(10_000);
    assertThat(platformThreads).isLessThan(200);
    assertThat(engine.children().of(execution.mapRuns().getFirst().arn())).hasSize(10_000);
  }

  @Test
  void aLongHistoryIsReadPageByPageWhileTheExecutionRuns() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    StatesEngine engine =
        StatesEngine.builder()
            .integrations(call -> {
              half.await();
              return call.arguments();
            })
            .build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
             "A": {"Type": "Pass", "Output": "{% $states.input + 1 %}", "Next": "C"},
             "C": {"Type": "Choice", "Choices": [
              {"Condition": "{% $states.input = 500 %}", "Next": "T"},
              {"Condition": "{% $states.input = 1000 %}", "Next": "S"}], "Default": "A"},
             "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Arguments": "{% $states.input %}", "Next": "A"},
             "S": {"Type": "Succeed"}}}
            """);

    Execution execution = engine.run(machine, Json.parse("0"));
    long read = 0;
    boolean over = false;
    while (!over) {
      over = execution.ending().isPresent();
      List<HistoryEvent> page = execution.history().page((int) read, 100, false);
      for (HistoryEvent event : page) {
        assertThat(event.id()).isEqualTo(++read);
        assertThat(event.previousId()).isLessThan(event.id());
        if (event.type().equals("TaskStarted")) {
          assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
          assertThat(execution.history().page(0, 1, true).getFirst()).isEqualTo(event);
          half.countDown();
        }
      }
      over &= page.isEmpty();
    }

    assertThat(execution.ending().orElseThrow().output()).contains(Json.parse("1000"));
    assertThat(read).isEqualTo(execution.history().count()).isGreaterThan(4_000);
  }

  @Test
  void aStoreThatThrowsWhatItLikesFailsTheMapRun() throws Exception {
    ItemStore broken =
        new ItemStore() {
          @Override
          public InputStream open(String bucket, String key, Optional<String> versionId) {
            throw new IllegalStateException("503 Slow Down");
          }

          @Override
          public Stream<StoredObject> list(String bucket, String prefix) {
            return Stream.empty();
          }

          @Override
          public void put(String bucket, String key, byte[] content) {}
        };
    StatesEngine engine = StatesEngine.builder().items(broken).build();
    StateMachine machine =
        machine(
            "EXPRESS",
            """
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}
            """);

    Ending ending = engine.run(machine, Json.parse("{}")).await();

    assertThat(ending.error()).contains("States.ItemReaderFailed");
    assertThat(ending.cause()).contains("503 Slow Down");
  }

  @Test
  void aResultAboveThePayloadLimitFailsTheState() throws Exception {
    StatesEngine engine =
        StatesEngine.builder()
            .items(new Numbered(4_000))
            .time(SimulatedTime.automatic(Instant.EPOCH))
            .build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map",
             "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
              "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"}},
             "ItemSelector": {"n.$": "$$.Map.Item.Value", "padding":
              "seventy characters or so, so that not many items are needed for 256 KiB"},
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
              "ExecutionType": "EXPRESS"}, "StartAt": "P",
              "States": {"P": {"Type": "Pass", "End": true}}}, "ResultPath": null, "End": true}}}
            """);

    Execution execution = engine.run(machine, Json.parse("{}"));

    // As the service does: after all the work, and whether or not anybody reads the result.
    assertThat(execution.await().error()).contains("States.DataLimitExceeded");
    assertThat(execution.mapRuns().getFirst().status()).isEqualTo(MapRun.Status.SUCCEEDED);
  }

  @Test
  void aLoopEndsAtTheHistoryLimitAndDoesNotGrowTheStack() throws Exception {
    StatesEngine engine = StatesEngine.builder().build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Choice",
             "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "S"}], "Default": "A"},
             "S": {"Type": "Succeed"}}}
            """);

    Execution execution = engine.run(machine, Json.parse("{}"));
    Ending ending = execution.await();

    assertThat(ending.error()).contains("States.Runtime");
    assertThat(ending.cause().orElse(""))
        .isEqualTo("The execution reached the maximum number of history events (25000).");
    assertThat(execution.history().count()).isEqualTo(25_000);
  }
}
