package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TriggerStageTest {

  private static final String SETTINGS =
      """
      {"bindings": {
        "orders": {
          "job": "validate", "output": "s3://{data}/orders/{date}/{hour}/{run}/",
          "uploads": {"prefix": "orders/", "suffix": ".csv"}},
        "audit": {
          "job": "count-by", "output": "s3://{data}/audit/{run}/",
          "inputs": ["s3://{incoming}/orders/*"],
          "uploads": {"prefix": "orders/a"}},
        "clicks": {
          "job": "count-by", "output": "s3://{data}/clicks/{run}/",
          "uploads": {"prefix": "clicks/", "window": "PT15M"}},
        "nightly": {
          "job": "sort", "output": "s3://{data}/nightly/{date}-{hour}/",
          "inputs": ["s3://{data}/in/{date}/*"],
          "schedule": {"expression": "cron(0 2 * * ? *)", "timezone": "Europe/Vienna"}}
      }}
      """;

  private static final String EVENT =
      """
      {"version": "0", "detail-type": "Object Created", "source": "aws.s3",
       "time": "2026-11-24T23:30:00Z", "region": "eu-central-1",
       "detail": {"version": "0", "bucket": {"name": "%s"}, "reason": "PutObject",
         "object": {"key": "%s", "size": %d, "etag": "abc", "version-id": "v1",
           "sequencer": "00"}}}
      """;

  private static final String S3_EVENT =
      """
      {"Records": [
        {"eventName": "ObjectCreated:Put", "eventTime": "2026-11-24T23:30:00.000Z",
         "s3": {"bucket": {"name": "incoming"},
           "object": {"key": "%s", "size": 5, "eTag": "abc", "versionId": "v1"}}},
        {"eventName": "ObjectRemoved:Delete", "eventTime": "2026-11-24T23:30:00.000Z",
         "s3": {"bucket": {"name": "incoming"}, "object": {"key": "orders/x.csv"}}}]}
      """;

  private final MemoryStorage store = MemoryStorage.withBuckets(10, "data");
  private final Starts starts = new Starts();
  private final TriggerStage stage =
      new TriggerStage(
          Bindings.read(SETTINGS.getBytes(StandardCharsets.UTF_8), "it"),
          new Buckets("data", "incoming"),
          store,
          () -> Instant.parse("2026-11-24T23:31:00Z"));

  private static String event(String key) {
    return EVENT.formatted("incoming", key, 5);
  }

  private TriggerOutcome send(String... bodies) {
    return stage.start(
        new TriggerBatch(
            IntStream.range(0, bodies.length)
                .mapToObj(i -> new TriggerBatch.Message("m" + i, bodies[i]))
                .toList()),
        starts);
  }

  private static void assertCounts(
      TriggerOutcome outcome, int uploads, int unmatched, int started, int repeated) {
    assertThat(outcome)
        .isEqualTo(new TriggerOutcome(List.of(), uploads, unmatched, started, repeated));
  }

  private List<InputObject> list(String uri) {
    return new String(store.get(S3Location.parse(uri)).orElseThrow(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), InputObject.class, uri))
        .toList();
  }

  @Test
  void anUploadStartsARunOverExactlyThatVersion() {
    assertCounts(send(event("orders/b 1.csv")), 1, 0, 1, 0);
    String run = starts.runs.keySet().iterator().next();
    assertThat(run).matches("orders-b-1-csv-[0-9a-f]{16}");
    RunRequest request = starts.runs.get(run);
    assertThat(request.output()).isEqualTo("s3://data/orders/2026-11-24/23/" + run + "/");
    assertThat(list(request.inputList().orElseThrow()))
        .containsExactly(
            new InputObject("incoming", "orders/b 1.csv", "\"abc\"", Optional.of("v1"), 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders/b%201.csv", "orders/b+1.csv"})
  void theSameEventTwiceAndEventsOfAnotherKindOfTheSameVersionAreOneRun(String key) {
    assertCounts(send(event("orders/b 1.csv"), event("orders/b 1.csv")), 2, 0, 1, 1);
    assertCounts(send(S3_EVENT.formatted(key)), 1, 0, 0, 1);
    assertThat(starts.runs).hasSize(1);
  }

  @Test
  void anotherVersionIsAnotherRun() {
    send(event("orders/b.csv"), event("orders/b.csv").replace("\"v1\"", "\"v2\""));
    send(event("orders/b.csv").replace(", \"version-id\": \"v1\"", ""));
    assertThat(starts.runs).hasSize(3);
  }

  @Test
  void everyBindingThatWatchesAnUploadRuns() {
    assertCounts(send(event("orders/a.csv")), 1, 0, 2, 0);
    assertThat(starts.runs.keySet())
        .anySatisfy(run -> assertThat(run).startsWith("orders-a-csv-"))
        .anySatisfy(run -> assertThat(run).startsWith("audit-a-csv-"));
    RunRequest audit =
        starts.runs.values().stream().filter(it -> it.job().equals("count-by")).findFirst().get();
    assertThat(audit.inputs()).containsExactly("s3://incoming/orders/*");
    assertThat(audit.inputList()).isEmpty();
  }

  @Test
  void whatNobodyWatchesIsLeftAloneAndCounted() {
    assertCounts(
        send(
            event("other/b.csv"),
            event("orders/b.json"),
            event("orders/_tmp/b.csv"),
            event("orders/.b.csv"),
            EVENT.formatted("elsewhere", "orders/b.csv", 5)),
        5,
        5,
        0,
        0);
    assertThat(store.visible()).isEmpty();
  }

  @Test
  void whatAnnouncesNothingNewIsPassedOver() {
    assertCounts(
        send(
            "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"incoming\"}",
            EVENT.formatted("incoming", "orders/folder/", 0),
            event("orders/b.csv").replace("Object Created", "Object Deleted")),
        0,
        0,
        0,
        0);
  }

  @Test
  void aScheduleStartsARunOfItsScheduledTimeInItsZoneHoweverLateAndHoweverOften() {
    String firing = "{\"schedule\":\"nightly\",\"scheduledTime\":\"2026-11-24T23:00:00Z\"}";
    assertCounts(send(firing), 0, 0, 1, 0);
    assertCounts(send(firing), 0, 0, 0, 1);
    assertThat(starts.runs.keySet()).containsExactly("nightly-2026-11-24T2300Z");
    RunRequest request = starts.runs.get("nightly-2026-11-24T2300Z");
    assertThat(request.inputs()).containsExactly("s3://data/in/2026-11-25/*");
    assertThat(request.output()).isEqualTo("s3://data/nightly/2026-11-25-00/");
  }

  @Test
  void onlyWhatFailedComesAgain() {
    TriggerOutcome outcome =
        send(
            event("orders/b.csv"),
            "no JSON",
            "{\"hello\": 1}",
            event("orders/c.csv").replace("\"size\"", "\"sise\""),
            event("orders/c.csv").replace("2026-11-24T23", "24 Nov"),
            "{\"schedule\":\"nightli\",\"scheduledTime\":\"2026-11-24T23:00:00Z\"}",
            "{\"schedule\":\"orders\",\"scheduledTime\":\"2026-11-24T23:00:00Z\"}",
            event("orders/d.csv"));
    assertThat(outcome.failures())
        .extracting(TriggerOutcome.Failure::messageId)
        .containsExactly("m1", "m2", "m3", "m4", "m5", "m6");
    assertThat(starts.runs).hasSize(2);
    assertThat(new String(Json.write(outcome), StandardCharsets.UTF_8))
        .startsWith("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},")
        .doesNotContain("started");
  }

  @Test
  void aRunThatCouldNotBeStartedIsStartedByTheRedelivery() {
    starts.unreachable = true;
    assertThat(send(event("orders/b.csv")).failures()).hasSize(1);
    starts.unreachable = false;
    assertThat(send(event("orders/b.csv")).failures()).isEmpty();
    assertThat(starts.runs).hasSize(1);
  }

  @Test
  void uploadsWithinAWindowAreOneRun() {
    assertCounts(send(event("clicks/1"), event("clicks/2"), event("clicks/1")), 3, 0, 2, 1);
    assertThat(starts.runs).isEmpty();
    assertThat(starts.opened).containsOnly("clicks-window-20261124T233000Z");
    WindowRequest window =
        WindowRequest.at(
            "clicks", Instant.parse("2026-11-24T23:30:00Z"), java.time.Duration.ofMinutes(15));
    ClosedWindow closed = stage.close(window);
    assertThat(closed.uploads()).isEqualTo(2);
    assertThat(closed.run()).isEqualTo("clicks-window-20261124T233000Z");
    assertThat(closed.request().output())
        .isEqualTo("s3://data/clicks/clicks-window-20261124T233000Z/");
    assertThat(list(closed.request().inputList().orElseThrow()))
        .extracting(InputObject::key)
        .containsExactly("clicks/1", "clicks/2");
    assertThat(stage.close(window)).isEqualTo(closed);
  }

  @Test
  void aWindowOfABindingThatIsNoMoreIsAnError() {
    WindowRequest window =
        WindowRequest.at("gone", Instant.EPOCH, java.time.Duration.ofMinutes(15));
    assertThatThrownBy(() -> stage.close(window))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("there is no binding 'gone'");
  }
}
