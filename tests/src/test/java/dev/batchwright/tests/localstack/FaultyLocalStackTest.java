package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.map.SeamCheck;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.plan.PlanStage;
import dev.batchwright.batch.publish.PublishStage;
import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import dev.batchwright.simulation.faults.FaultCounts;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.FaultyHttpClient;
import dev.batchwright.simulation.faults.Pause;
import dev.batchwright.simulation.faults.RandomFaults;
import dev.batchwright.simulation.faults.WorkerKilled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The fault layer over sockets: the stages in this process, LocalStack's S3, and everything that
/// goes wrong between them.
class FaultyLocalStackTest {

  private static final Map<FaultKind, Double> RATES =
      Map.of(
          FaultKind.SERVER_ERROR_AFTER, 0.05,
          FaultKind.ANSWER_LOST, 0.05,
          FaultKind.BODY_CUT, 0.05,
          FaultKind.BODY_TRUNCATED, 0.05,
          FaultKind.REQUEST_CORRUPTED, 0.05,
          FaultKind.KILLED_AFTER, 0.03);

  private final FaultCounts faults = new FaultCounts();
  private final String bucket = "faults-" + UUID.randomUUID();
  private URI endpoint;
  private SdkHttpClient sockets;
  private S3Client client;
  private Storage storage;

  @BeforeEach
  void open() {
    endpoint = LocalStackTarget.endpoint();
    sockets = UrlConnectionHttpClient.create();
    Shortcuts.open(
        endpoint,
        new FaultyHttpClient(
            sockets,
            new RandomFaults(RATES, new SplittableRandom(7), Duration.ZERO),
            Pause.none(),
            (_, fault) -> faults.add(fault.kind())));
    client =
        S3Clients.create(
            endpoint,
            builder ->
                builder
                    .region(Region.US_EAST_1)
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("test", "test"))));
    storage = S3Storage.of(client);
  }

  @AfterEach
  void close() {
    Shortcuts.close(endpoint);
    client.close();
    sockets.close();
  }

  @Test
  void theOutputIsRightWhateverHappensToRequests() {
    persist(() -> {
      client.createBucket(it -> it.bucket(bucket));
      return true;
    });
    StringBuilder input = new StringBuilder("id,note\n");
    for (int i = 0; i < 200; i++) {
      input.append(i).append(i % 7 == 0 ? ",\"two\nlines\"\n" : ",plain\n");
    }
    byte[] bytes = input.toString().getBytes(StandardCharsets.UTF_8);
    persist(() -> storage.put(new S3Location(bucket, "in/a.csv"), bytes, 0, bytes.length));

    Published published = run();

    assertThat(published.rowsRead()).isEqualTo(200);
    StringBuilder output = new StringBuilder("id,note\n");
    S3Location parts = new S3Location(bucket, "out/part-");
    for (var part : persist(() -> storage.list(parts, "")).objects()) {
      byte[] read = persist(() -> storage.get(part.location()).orElseThrow());
      String text = new String(read, StandardCharsets.UTF_8);
      output.append(text.substring(text.indexOf('\n') + 1));
    }
    assertThat(output.toString()).isEqualTo(input.toString());
    assertThat(faults.total()).isGreaterThan(10);
  }

  private Published run() {
    StageEnvironment environment =
        new StageEnvironment(
            storage,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            WorkerLimits.DEFAULT,
            "test");
    RunRequest request =
        new RunRequest(
            "convert",
            List.of("s3://" + bucket + "/in/"),
            "s3://" + bucket + "/out/",
            Map.of("format", "csv"),
            new RunOptions(
                OptionalLong.of(300),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty()));
    PlanStage plan = new PlanStage(environment, PlanLimits.embedded(2));
    Planned planned = persist(() -> plan.plan(new PlanRequest("faulty", request)));
    WorkRef work = new WorkRef(planned.work());
    map(environment, work, planned.items(), planned.waves());
    SeamCheck seams = new SeamCheck(environment);
    for (var redo = persist(() -> seams.check(work));
        redo.redo() > 0;
        redo = persist(() -> seams.check(work))) {
      map(environment, work, redo.items(), redo.waves());
    }
    return persist(() -> new PublishStage(environment).publish(work));
  }

  private void map(StageEnvironment environment, WorkRef work, String items, int waves) {
    MapStage stage = new MapStage(environment);
    for (int wave = 0; wave < waves; wave++) {
      S3Location at = new S3Location(bucket, items + wave + ".json");
      byte[] json = persist(() -> storage.get(at).orElseThrow());
      for (MapItem item : Json.read(json, MapItem[].class, at.uri())) {
        persist(() -> stage.map(new MapRequest(work.work(), item)));
      }
    }
  }

  /// As the state machine does: again, after what may pass.
  private static <T> T persist(Supplier<T> work) {
    for (int attempt = 0; attempt < 50; attempt++) {
      try {
        return work.get();
      } catch (TransientException | WorkerKilled e) {
        // The next attempt finds what this one has left.
      }
    }
    throw new AssertionError("fifty attempts failed");
  }
}
