package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.project.NewProject;
import dev.batchwright.tests.project.ProjectProcess;
import dev.batchwright.tests.project.ProjectRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A team's own project on LocalStack: its package, made of its class path, is deployed from there,
/// and an upload starts its job in a real Lambda container.
class LocalStackProjectTest {

  private static final String STACK = Pass.name("orders");

  @TempDir private Path directory;

  @Test
  void aNewProjectIsDeployedAndAnUploadStartsItsJob() throws Exception {
    String endpoint = LocalStackTarget.endpoint().toString();
    Path settings = ProjectRepository.make(Files.createDirectory(directory.resolve("repository")));
    Path project = directory.resolve("orders");
    new NewProject("orders", "com.acme.orders").write(project);

    String said =
        ProjectProcess.call(
            project,
            settings,
            "./batchwright",
            "deploy",
            "--target",
            "localstack",
            "--endpoint-url",
            endpoint,
            "--stack",
            STACK,
            "--yes");
    assertThat(said).contains("OrdersMonthlySchedule");

    S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true));
    String incoming = bucket(s3, "incomingbucket");
    String data = bucket(s3, "databucket");
    s3.putObject(
        it -> it.bucket(incoming).key("orders/2026-01-01.csv"),
        project.resolve("data/incoming/orders/2026-01-01.csv"));

    String part =
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> published(s3, data), key -> !key.isEmpty());
    assertThat(s3.getObjectAsBytes(it -> it.bucket(data).key(part)).asUtf8String())
        .isEqualTo(
            """
            country,orders,revenue,mean_amount
            AT,3,190.00,63.33
            CH,1,250.00,250.00
            DE,2,49.50,24.75
            FR,2,142.32,71.16
            """);
  }

  private static String bucket(S3Client s3, String logicalId) {
    return s3.listBuckets().buckets().stream()
        .map(it -> it.name())
        .filter(name -> name.startsWith(STACK + "-" + logicalId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the stack has no bucket " + logicalId));
  }

  /// The part of a run that is published, or empty.
  private static String published(S3Client s3, String data) {
    List<String> keys =
        s3.listObjectsV2(it -> it.bucket(data).prefix("published/orders/")).contents().stream()
            .map(S3Object::key)
            .toList();
    return keys.stream().noneMatch(key -> key.endsWith("/_SUCCESS"))
        ? ""
        : keys.stream().filter(key -> key.contains("/part-")).findFirst().orElse("");
  }
}
