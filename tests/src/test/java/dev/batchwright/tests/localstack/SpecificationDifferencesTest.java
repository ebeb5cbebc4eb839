package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The specification suite, run on LocalStack by the SDK: each case that does not come out there as
/// the suite says is on the list of [Differences], and each that is on it still does not. What came
/// of every case is in `target/localstack-specification.json` and `target/localstack-mocked.json`.
class SpecificationDifferencesTest {

  /// More do not make it faster: two processors, and one Python process at the other end.
  private static final int AT_ONCE = 6;

  private static final String MOCKS = "/tmp/mocks.json";

  @Test
  void whatDiffersIsWhatIsListed() throws Exception {
    check(cases(false), LocalStackTarget.endpoint(), "localstack-specification.json");
  }

  /// Tasks answer by the suite's scripts, which a LocalStack is given when it starts.
  @Test
  void whatDiffersWithMockedTasksIsWhatIsListed() throws Exception {
    Mocks mocks = new Mocks();
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode it : cases(true)) {
      cases.add(mocks.add(it));
    }
    try (LocalStackContainer container = LocalStackTarget.container("s3", "stepfunctions")) {
      container
          .withEnv("SFN_MOCK_CONFIG", MOCKS)
          .withCopyToContainer(Transferable.of(mocks.json()), MOCKS)
          .start();
      check(cases, container.getEndpoint(), "localstack-mocked.json");
    }
  }

  private static List<JsonNode> cases(boolean mocked) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode it : SpecificationCases.all()) {
      if (LeftOut.of(it).isEmpty() && mocked == Mocks.serve(it)) {
        cases.add(it);
        StandardChildren.of(it).ifPresent(cases::add);
      }
    }
    return cases;
  }

  private static void check(List<JsonNode> cases, URI endpoint, String file) throws Exception {
    Map<String, String> found = new TreeMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    try (SfnClient sfn =
            LocalStackTarget.client(
                SfnClient.builder()
                    .overrideConfiguration(b -> b.retryStrategy(AwsRetryStrategy.doNotRetry())),
                endpoint);
        S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true), endpoint)) {
      for (Case it : run(cases, new SpecificationCaller(sfn, s3))) {
        all.put(it.id(), it.observed().toString());
        if (!it.observed().meets(it.node())) {
          found.put(it.id(), it.observed().text(it.node()));
        }
      }
    }
    Path target = Repository.root().resolve("tests/target/" + file);
    new JsonMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(target.toFile(), Map.of("differences", found, "observed", all));
    Map<String, String> listed = Differences.read().byCase();
    listed.keySet().retainAll(all.keySet());
    assertThat(found)
        .as("what LocalStack does in the cases that differ; the list is " + Differences.FILE)
        .containsExactlyInAnyOrderEntriesOf(listed);
  }

  private record Case(JsonNode node, Observed observed) {
    String id() {
      return node.get("id").asText();
    }
  }

  private static List<Case> run(List<JsonNode> all, SpecificationCaller caller) throws Exception {
    List<Callable<Case>> calls = new ArrayList<>();
    for (JsonNode it : all) {
      calls.add(() -> new Case(it, caller.call(it)));
    }
    List<Case> cases = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Case> done : threads.invokeAll(calls)) {
        cases.add(done.get());
      }
    }
    return cases;
  }
}
