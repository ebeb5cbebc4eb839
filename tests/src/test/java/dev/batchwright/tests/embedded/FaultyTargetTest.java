package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.simulation.faults.FaultCounts;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.FaultyHttpClient;
import dev.batchwright.simulation.faults.Pause;
import dev.batchwright.simulation.faults.RandomFaults;
import dev.batchwright.tests.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Faults between the real handlers and the embedded S3: the layer of the simulation, where
/// everything else is as a user has it.
class FaultyTargetTest {

  private static final Map<FaultKind, Double> RATES =
      Map.of(
          FaultKind.SERVER_ERROR, 0.04,
          FaultKind.SERVER_ERROR_AFTER, 0.04,
          FaultKind.CONNECTION_CUT, 0.04,
          FaultKind.ANSWER_LOST, 0.04,
          FaultKind.BODY_CUT, 0.05,
          FaultKind.BODY_TRUNCATED, 0.05,
          FaultKind.REQUEST_CORRUPTED, 0.05,
          FaultKind.KILLED_AFTER, 0.02);

  @TempDir private Path state;
  private EmbeddedTarget target;
  private TargetClients clients;

  @BeforeEach
  void start() {
    target =
        EmbeddedTarget.of(Repository.root().resolve("infra/template.yaml"), state.resolve("target"))
            .start();
    clients = TargetClients.of(target);
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void outputsAreRightWhateverHappensToRequests(long seed) {
    String data = target.bucket("DataBucket");
    for (int i = 0; i < 4; i++) {
      String key = "in/" + i + ".csv";
      clients
          .s3()
          .putObject(
              it -> it.bucket(data).key(key),
              RequestBody.fromString("carrier,n\n" + "UA,1\nAA,2\n".repeat(50)));
    }
    FaultCounts faults = new FaultCounts();
    Shortcuts.open(
        target.endpoint(),
        new FaultyHttpClient(
            target.httpClient(),
            new RandomFaults(RATES, new SplittableRandom(seed), Duration.ZERO),
            Pause.none(),
            (_, fault) -> faults.add(fault.kind())));
    String input =
        """
        {"run": "faulty", "job": "count-by", "settings": {"by": "carrier"},
         "inputs": ["s3://%1$s/in/*.csv"], "output": "s3://%1$s/out/",
         "options": {"chunkBytes": 100}}
        """
            .formatted(data);
    int launches = 0;
    while (run("launch-" + launches, input) != ExecutionStatus.SUCCEEDED) {
      assertThat(++launches).as("launches with " + faults).isLessThan(20);
    }
    assertThat(output(data)).isEqualTo("carrier,count\nAA,200\nUA,200\n");
    assertThat(faults.total()).isPositive();
  }

  private ExecutionStatus run(String name, String input) {
    String arn =
        clients
            .sfn()
            .startExecution(it ->
                it.stateMachineArn(target.stateMachineArn("BatchRun")).name(name).input(input))
            .executionArn();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> clients.sfn().describeExecution(it -> it.executionArn(arn)).status(),
            status -> status != ExecutionStatus.RUNNING);
  }

  private String output(String bucket) {
    return clients
        .s3()
        .listObjectsV2(it -> it.bucket(bucket).prefix("out/part-"))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> clients.s3().getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String())
        .collect(Collectors.joining());
  }
}
