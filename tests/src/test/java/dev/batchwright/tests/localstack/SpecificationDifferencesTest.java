package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.tests.Repository;
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
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The specification suite, run on LocalStack by the SDK: each case that does not come out there as
/// the suite says is on the list of [Differences], and each that is on it still does not. What came
/// of every case is in `target/localstack-specification.json`.
class SpecificationDifferencesTest {

  /// More do not make it faster: two processors, and one Python process at the other end.
  private static final int AT_ONCE = 6;

  @Test
  void whatDiffersIsWhatIsListed() throws Exception {
    LocalStackTarget.endpoint();
    Map<String, String> found = new TreeMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    try (SfnClient sfn =
            LocalStackTarget.client(
                SfnClient.builder()
                    .overrideConfiguration(b -> b.retryStrategy(AwsRetryStrategy.doNotRetry())));
        S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true))) {
      SpecificationCaller caller = new SpecificationCaller(sfn, s3);
      for (Case it : run(caller)) {
        all.put(it.id(), it.observed().toString());
        if (!it.observed().meets(it.node())) {
          found.put(it.id(), it.observed().text(it.node()));
        }
      }
    }
    Path target = Repository.root().resolve("tests/target/localstack-specification.json");
    JsonMapper json = new JsonMapper();
    json.writerWithDefaultPrettyPrinter()
        .writeValue(target.toFile(), Map.of("differences", found, "observed", all));
    assertThat(found)
        .as("what LocalStack does in the cases that differ; the list is " + Differences.FILE)
        .containsExactlyInAnyOrderEntriesOf(Differences.read().byCase());
  }

  private record Case(JsonNode node, Observed observed) {
    String id() {
      return node.get("id").asText();
    }
  }

  private static List<Case> run(SpecificationCaller caller) throws Exception {
    List<Callable<Case>> calls = new ArrayList<>();
    for (JsonNode it : SpecificationCases.all()) {
      if (LeftOut.of(it).isEmpty()) {
        calls.add(() -> new Case(it, caller.call(it)));
        StandardChildren.of(it)
            .ifPresent(standard -> calls.add(() -> new Case(standard, caller.call(standard))));
      }
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
