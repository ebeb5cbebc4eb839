package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Many items and many children at once. `-Dstates.scale.items=1000000` makes it the real thing.
final class ScaleTest {

  private static final int ITEMS = Integer.getInteger("states.scale.items", 20_000);

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

  @Test
  void aLongDataSetIsReadAsAStreamAndItsChildrenAreForgotten() throws Exception {
    StatesEngine engine = StatesEngine.builder().items(new Numbered(ITEMS)).build();
    StateMachine machine =
        machine(
            "EXPRESS",
            """
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}
            """);

    Execution execution = engine.run(machine, Json.parse("{}"));

    assertThat(execution.await().output()).contains(Json.parse("\"done\""));
    MapRunCounts counts = execution.mapRuns().getFirst().itemCounts();
    assertThat(counts.succeeded()).isEqualTo(ITEMS);
    assertThat(counts.total()).isEqualTo(ITEMS);
  }

  @Test
  void tenThousandChildrenRunAtOnceAndNotMore() throws Exception {
    int children = 10_500;
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(10_000);
    StatesEngine engine =
        StatesEngine.builder()
            .items(new Numbered(children))
            .integrations(call -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              full.countDown();
              full.await();
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

    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(most).hasValue(10_000);
    assertThat(engine.children().of(execution.mapRuns().getFirst().arn())).hasSize(10_000);
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

  /// One JSON array of numbers, made while it is read.
  private record Numbered(int size) implements ItemStore {

    @Override
    public InputStream open(String bucket, String key, Optional<String> versionId) {
      return new InputStream() {
        private byte[] chunk = "[0".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int next = 1;

        @Override
        public int read() {
          if (at == chunk.length) {
            if (next > size) {
              return -1;
            }
            String text = next == size ? "]" : "," + next;
            next++;
            chunk = text.getBytes(StandardCharsets.UTF_8);
            at = 0;
          }
          return chunk[at++];
        }
      };
    }

    @Override
    public Stream<StoredObject> list(String bucket, String prefix) {
      return Stream.empty();
    }

    @Override
    public void put(String bucket, String key, byte[] content) {
      assertThat(key).startsWith("results");
    }
  }
}
