package dev.batchwright.tests.localstack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.examples.DelaysByCarrier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// infra/template.yaml on LocalStack, put there by `batchwright deploy`: one stack for all tests of
/// this JVM, made on first use.
final class DeployedStack {

  static final String NAME = "batchwright-tests";

  /// What starts runs there.
  static final String SETTINGS =
      """
      {"bindings": {
        "arrivals": {
          "job": "count-by", "settings": {"by": "carrier"},
          "output": "s3://{data}/published/arrivals/{run}/",
          "uploads": {"prefix": "arrivals/", "suffix": ".csv"}},
        "daily": {
          "job": "count-by", "settings": {"by": "carrier"},
          "inputs": ["s3://{data}/daily/{date}.csv"],
          "output": "s3://{data}/published/daily/{date}/",
          "schedule": {"expression": "cron(0 2 * * ? *)", "timezone": "Europe/Vienna"}},
        "gathered": {
          "job": "count-by", "settings": {"by": "carrier"},
          "output": "s3://{data}/published/gathered/{run}/",
          "uploads": {"prefix": "gathered/", "window": "PT1M"}}
      }}
      """;

  /// Who is told of alarms.
  static final String ALARM_EMAIL = "operators@example.com";

  private static @Nullable DeployedStack only;

  private final CloudFormationClient stacks =
      LocalStackTarget.client(CloudFormationClient.builder());
  private final S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true));
  private final SfnClient sfn = LocalStackTarget.client(SfnClient.builder());
  private final TreeMap<String, String> outputs = new TreeMap<>();

  private DeployedStack() {
    deploy(SETTINGS);
    for (Output it : stacks.describeStacks(b -> b.stackName(NAME)).stacks().getFirst().outputs()) {
      outputs.put(it.outputKey(), it.outputValue());
    }
  }

  /// The stack; without Docker the calling test is skipped.
  static synchronized DeployedStack get() {
    LocalStackTarget.endpoint();
    if (only == null) {
      only = new DeployedStack();
    }
    return only;
  }

  /// Deploys the template with the examples' jobs.
  ///
  /// @return what is printed
  static String deploy(String settings) {
    try {
      Path file = Files.createTempFile("batchwright", ".json");
      try {
        Files.writeString(file, settings);
        List<String> words = new ArrayList<>(List.of("deploy", "--yes", "--stack", NAME));
        words.addAll(List.of("--settings", file.toString(), "--jar", jobs().toString()));
        words.addAll(List.of("--parameter", "AlarmEmail=" + ALARM_EMAIL));
        return CommandLine.call(0, words);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The examples' jobs, as a jar or a directory of classes.
  static Path jobs() {
    try {
      return Path.of(
          DelaysByCarrier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One of the stack's outputs.
  String output(String name) {
    String value = outputs.get(name);
    assertThat(value).as("output %s among %s", name, outputs.keySet()).isNotNull();
    return requireNonNull(value);
  }

  /// The name, ARN or URL that a resource has there.
  String physicalId(String logicalId) {
    return stacks
        .describeStackResource(b -> b.stackName(NAME).logicalResourceId(logicalId))
        .stackResourceDetail()
        .physicalResourceId();
  }

  S3Client s3() {
    return s3;
  }

  SfnClient sfn() {
    return sfn;
  }

  String data() {
    return output("DataBucketName");
  }

  /// An object's URI in the data bucket.
  String uri(String key) {
    return "s3://" + data() + "/" + key;
  }

  void put(String key, String text) {
    s3.putObject(b -> b.bucket(data()).key(key), RequestBody.fromString(text));
  }

  /// The keys of the data bucket below a prefix.
  List<String> keys(String prefix) {
    return s3.listObjectsV2Paginator(b -> b.bucket(data()).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /// The content of the only part that a run has published.
  String published(String prefix) {
    List<String> parts =
        keys(prefix).stream().filter(key -> key.startsWith(prefix + "part-")).toList();
    assertThat(parts).hasSize(1);
    return s3.getObjectAsBytes(b -> b.bucket(data()).key(parts.getFirst())).asUtf8String();
  }

  /// A run to its end.
  DescribeExecutionResponse run(String name, String request) {
    return execute(output("BatchRunArn"), name, request);
  }

  /// An execution of any state machine to its end.
  DescribeExecutionResponse execute(String stateMachineArn, String name, String input) {
    return ended(
        sfn.startExecution(b -> b.stateMachineArn(stateMachineArn).name(name).input(input))
            .executionArn());
  }

  /// An execution that was started, when it has ended.
  DescribeExecutionResponse ended(String executionArn) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> sfn.describeExecution(b -> b.executionArn(executionArn)),
            answer -> answer.status() != ExecutionStatus.RUNNING);
  }
}
