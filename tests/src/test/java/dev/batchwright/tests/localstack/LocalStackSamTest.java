package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What `batchwright template` writes, deployed by AWS SAM's own command line, as a user calls it.
/// The environment variable `BATCHWRIGHT_SAM` says where that is; without it the test is skipped,
/// or fails where LocalStack is required.
class LocalStackSamTest {

  private static final String STACK = Pass.name("sam");

  @TempDir private Path directory;

  @Test
  void samDeploysAProjectsJobsAndItsBindingsStartThem() throws Exception {
    String sam = sam();
    Files.writeString(
        directory.resolve("batchwright.json"),
        """
        {"bindings": {"departures": {
          "job": "departure-delays-by-origin",
          "output": "s3://{data}/published/{run}/",
          "uploads": {"prefix": "departures/", "suffix": ".csv"}}}}
        """);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String printed =
        call(
            List.of(
                java,
                "-cp",
                classPath,
                "dev.batchwright.cli.Main",
                "template",
                "--jar",
                DeployedStack.jobs().toString()));
    Files.writeString(directory.resolve("template.yaml"), printed);

    String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "x86_64";
    String said =
        call(
            List.of(
                sam,
                "deploy",
                "--template-file",
                "template.yaml",
                "--stack-name",
                STACK,
                "--resolve-s3",
                "--capabilities",
                "CAPABILITY_IAM",
                "--no-progressbar",
                "--parameter-overrides",
                "ChildExecutionType=STANDARD",
                "Architecture=" + machine));
    assertThat(said).contains("Successfully created/updated stack - " + STACK);

    assertThat(departures(output("IncomingBucketName"), output("DataBucketName")))
        .isEqualTo("origin,departed,median,p90,p99\nJFK,1,10,10,10\n");
  }

  /// Uploads one departure, and waits for what the run of it publishes.
  private static String departures(String incoming, String data) {
    try (S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true))) {
      s3.putObject(
          b -> b.bucket(incoming).key("departures/jfk.csv"),
          RequestBody.fromString("origin,dep_delay\nJFK,10\n"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> keys(s3, data).anyMatch(key -> key.endsWith("/_SUCCESS")));
      String part = keys(s3, data).filter(key -> key.contains("/part-")).findFirst().orElseThrow();
      return s3.getObjectAsBytes(b -> b.bucket(data).key(part)).asUtf8String();
    }
  }

  private static Stream<String> keys(S3Client s3, String bucket) {
    return s3.listObjectsV2(b -> b.bucket(bucket).prefix("published/")).contents().stream()
        .map(S3Object::key);
  }

  private static String output(String name) {
    try (CloudFormationClient stacks = LocalStackTarget.client(CloudFormationClient.builder())) {
      return stacks.describeStacks(b -> b.stackName(STACK)).stacks().getFirst().outputs().stream()
          .filter(output -> output.outputKey().equals(name))
          .map(output -> output.outputValue())
          .findFirst()
          .orElseThrow();
    }
  }

  private static String sam() {
    String sam = System.getenv("BATCHWRIGHT_SAM");
    if (sam == null) {
      String reason = "the test of 'sam deploy' needs AWS SAM's command line in BATCHWRIGHT_SAM";
      if (System.getenv("BATCHWRIGHT_REQUIRE_LOCALSTACK") != null) {
        fail(reason + "; .ci/sam installs it");
      }
      System.out.println("skipped: " + reason);
      abort(reason);
    }
    return sam;
  }

  /// What a command prints to standard output, with the environment of one who works against
  /// LocalStack.
  private String call(List<String> words) throws IOException, InterruptedException {
    File errors = directory.resolve("errors.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectError(errors);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", LocalStackTarget.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_DEFAULT_REGION", "us-east-1",
                "SAM_CLI_TELEMETRY", "0"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(code).as("%s: %s%n%s", words, said, Files.readString(errors.toPath())).isZero();
    return said;
  }
}
