package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// Runs on LocalStack: real Lambda containers run the real package under the deployed state
/// machine.
class LocalStackRunTest {

  private static final Path FLIGHTS = Repository.root().resolve("examples/data/nycflights13");

  private final JsonMapper json = new JsonMapper();
  private DeployedStack stack;

  @BeforeEach
  void deploy() {
    stack = DeployedStack.get();
  }

  @Test
  void theMainJobPublishesWhatTheEmbeddedTargetDoesAndTheIndependentAnswer(@TempDir Path home)
      throws IOException {
    try (Stream<Path> files = Files.list(FLIGHTS)) {
      for (Path file : files.filter(f -> f.toString().contains(".csv")).toList()) {
        stack.s3().putObject(b -> b.bucket(stack.data()).key("in/" + file.getFileName()), file);
      }
    }
    String prefix = "out/" + Pass.name("delays") + "/";
    List<String> words = mainJob(stack.uri("in"), stack.uri(prefix));
    words.addAll(List.of("--state-machine", stack.output("BatchRunArn")));
    assertThat(CommandLine.call(0, words)).contains("336,776").contains("F9");

    Path out = home.resolve("out");
    List<String> here = mainJob(FLIGHTS.toString(), out.toString());
    here.addAll(List.of("--state-dir", home.resolve("state").toString()));
    CommandLine.local(0, here);

    Map<String, String> published = publishedThere(prefix);
    assertThat(published).isEqualTo(publishedHere(out)).hasSize(2).containsKey("_SUCCESS");
    assertThat(published)
        .containsValue(Files.readString(Repository.answer("delays-by-carrier.csv")));
  }

  /// Two chunks.
  private static List<String> mainJob(String in, String out) {
    List<String> words = new ArrayList<>(List.of("run", "delays-by-carrier"));
    words.addAll(List.of("--run-id", Pass.name("main")));
    words.addAll(List.of("--input", in + "/flights-*.csv.gz", "--output", out));
    words.addAll(List.of("--set", "airlines=" + in + "/airlines.csv"));
    words.addAll(List.of("--chunk-size", "3000000", "--max-concurrency", "2"));
    return words;
  }

  /// Name and content of what a run has published, but for the manifest: it says where and when.
  private Map<String, String> publishedThere(String prefix) {
    Map<String, String> published = new TreeMap<>();
    for (String key : stack.keys(prefix)) {
      if (isOutput(key)) {
        published.put(
            key.substring(prefix.length()),
            stack.s3().getObjectAsBytes(b -> b.bucket(stack.data()).key(key)).asUtf8String());
      }
    }
    return published;
  }

  private static Map<String, String> publishedHere(Path out) throws IOException {
    Map<String, String> published = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isOutput(file.toString())) {
          published.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return published;
  }

  private static boolean isOutput(String key) {
    return !key.contains("_batchwright/") && !key.endsWith("manifest.json");
  }

  @Test
  void aRunThatCannotBeDoneIsRefusedBeforeAnythingIsWritten() {
    stack.put("refused/a.csv", "carrier,n\nUA,1\n");
    DescribeExecutionResponse run =
        stack.run(
            Pass.name("refused"),
            """
            {"job":"count-by","inputs":["%s"],"output":"%s","settings":{"by":"no_such_column"}}
            """
                .formatted(stack.uri("refused/a.csv"), stack.uri("out/refused/")));
    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.error()).endsWith("BadRequestException");
    assertThat(run.cause()).contains("no_such_column").contains("carrier");
    assertThat(stack.keys("out/refused/")).isEmpty();
  }

  @Test
  void aPoisonedChunkEndsInTheDeadLetterQueueAndNothingIsPublished() throws IOException {
    String poisoned = Pass.name("poisoned");
    stack.put("poisoned/a.csv", "carrier,n\nUA,1\n");
    stack
        .s3()
        .putObject(
            b -> b.bucket(stack.data()).key("poisoned/b.csv"),
            RequestBody.fromBytes("carrier,n\nAA,1\n".getBytes(StandardCharsets.UTF_16)));
    DescribeExecutionResponse run =
        stack.run(
            poisoned,
            """
            {"job":"count-by","inputs":["%s"],"output":"%s","settings":{"by":"carrier"},
             "options":{"chunkBytes":20,"maxConcurrency":2}}
            """
                .formatted(stack.uri("poisoned/"), stack.uri("out/" + poisoned + "/")));
    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.cause()).contains("b.csv").contains("UTF-8");
    assertThat(stack.keys("out/" + poisoned + "/"))
        .allSatisfy(key -> assertThat(key).contains("/_batchwright/"));
    List<JsonNode> letters = letters(poisoned);
    assertThat(letters)
        .anySatisfy(letter -> {
          assertThat(letter.path("stage").asText()).isEqualTo("map");
          assertThat(letter.path("error").asText()).endsWith("BadInputException");
          assertThat(letter.path("cause").asText()).contains("b.csv");
          assertThat(letter.path("item").path("chunk").isInt()).isTrue();
        });
    assertThat(letters)
        .anySatisfy(letter -> assertThat(letter.path("stage").asText()).isEqualTo("run"));
  }

  @Test
  void aRunThatFailedIsRedriven() {
    new RedriveScenario(stack).play();
  }

  /// The dead letters of a run, which stay in the queue.
  private List<JsonNode> letters(String run) throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    try (SqsClient sqs = LocalStackTarget.client(SqsClient.builder())) {
      String queue = stack.output("DeadLetterQueueUrl");
      List<Message> received;
      do {
        received = sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10)).messages();
        for (Message message : received) {
          JsonNode letter = json.readTree(message.body());
          if (letter.path("run").asText().equals(run)) {
            letters.add(letter);
          }
        }
      } while (!received.isEmpty());
    }
    return letters;
  }
}
