package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Uploads and a schedule start whole runs, by the template that is deployed and its real handlers.
/// The target's clock stands at midnight of 2026-01-02 until a test moves it.
class TriggeredRunTest {

  private static final String SETTINGS =
      """
      {"bindings": {
        "arrivals": {
          "job": "count-by",
          "output": "s3://{data}/arrivals/{run}/",
          "settings": {"by": "carrier"},
          "uploads": {"prefix": "arrivals/", "suffix": ".csv"}},
        "nightly": {
          "job": "count-by",
          "inputs": ["s3://{incoming}/days/{date}/*.csv"],
          "output": "s3://{data}/nightly/{date}/",
          "settings": {"by": "carrier"},
          "schedule": {"expression": "cron(30 2 * * ? *)", "timezone": "Europe/Vienna"}}}}
      """;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T00:00:00Z"));

  @TempDir private Path home;
  private Path incoming;
  private EmbeddedTarget target;
  private TargetClients clients;
  private S3Client s3;
  private SfnClient sfn;
  private SqsClient sqs;

  @BeforeEach
  void start() throws IOException {
    incoming = Files.createDirectory(home.resolve("incoming"));
    Path settings = Files.writeString(home.resolve(Bindings.FILE), SETTINGS);
    target =
        EmbeddedTarget.of(Repository.root().resolve("infra/template.yaml"), home.resolve("state"))
            .mount("incoming", incoming)
            .environment(Bindings.VARIABLE, settings.toString())
            .parameter("ScheduledBinding", "nightly")
            .parameter("ScheduleExpression", "cron(30 2 * * ? *)")
            .parameter("ScheduleTimezone", "Europe/Vienna")
            .clock(clock())
            .settle(Duration.ofMillis(100))
            .triggers()
            .start();
    clients = TargetClients.of(target);
    s3 = clients.s3();
    sfn = clients.sfn();
    sqs = clients.sqs();
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void anUploadByS3AndACopiedFileStartOneRunEach() throws IOException {
    put("arrivals/put.csv", "carrier,n\nUA,1\nAA,2\nUA,3\n");
    put("elsewhere/put.csv", "carrier,n\nno binding watches this\n");
    Files.writeString(incoming.resolve("arrivals/copied.csv"), "carrier,n\nF9,1\n");

    List<ExecutionListItem> runs = runs(2);
    assertThat(runs)
        .extracting(ExecutionListItem::name)
        .satisfiesExactlyInAnyOrder(
            name -> assertThat(name).matches("arrivals-put-csv-[0-9a-f]{16}"),
            name -> assertThat(name).matches("arrivals-copied-csv-[0-9a-f]{16}"));
    assertThat(runs)
        .allSatisfy(run ->
            assertThat(output("arrivals/" + run.name() + "/"))
                .isEqualTo(
                    run.name().contains("put")
                        ? "carrier,count\nAA,1\nUA,2\n"
                        : "carrier,count\nF9,1\n"));
    awaitAllTriggersDone();
    assertThat(runs(2)).as("nothing has started another one").hasSize(2);
  }

  @Test
  void aScheduleStartsTheRunOfItsTime() {
    put("days/2026-01-02/x.csv", "carrier,n\nUA,1\n");
    assertThat(target.nextFirings())
        .containsEntry("Schedule", Instant.parse("2026-01-02T01:30:00Z"));

    now.set(Instant.parse("2026-01-02T01:31:07Z"));

    assertThat(runs(1).getFirst().name()).isEqualTo("nightly-2026-01-02T0130Z");
    assertThat(output("nightly/2026-01-02/")).isEqualTo("carrier,count\nUA,1\n");
    assertThat(target.nextFirings())
        .containsEntry("Schedule", Instant.parse("2026-01-03T01:30:00Z"));
  }

  private Clock clock() {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private void put(String key, String text) {
    String bucket = target.bucket("IncomingBucket");
    s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  /// All runs, once there are so many and each is published.
  private List<ExecutionListItem> runs(int count) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                sfn.listExecutions(it -> it.stateMachineArn(target.stateMachineArn("BatchRun")))
                    .executions(),
            runs ->
                runs.size() >= count
                    && runs.stream().allMatch(r -> r.status() == ExecutionStatus.SUCCEEDED));
  }

  private void awaitAllTriggersDone() {
    await()
        .until(() ->
            sqs
                .getQueueAttributes(
                    it -> it.queueUrl(target.queueUrl("Triggers")).attributeNamesWithStrings("All"))
                .attributesAsStrings()
                .entrySet()
                .stream()
                .filter(a -> a.getKey().startsWith("ApproximateNumberOfMessages"))
                .allMatch(a -> a.getValue().equals("0")));
  }

  private String output(String prefix) {
    String bucket = target.bucket("DataBucket");
    String key =
        s3.listObjectsV2(it -> it.bucket(bucket).prefix(prefix + "part-"))
            .contents()
            .getFirst()
            .key();
    return s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
  }
}
