package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ResultFilesTest {

  private static final String RUN = "arn:aws:states:us-east-1:000000000000:mapRun:M/L:the-id";

  private final MemoryItems store = new MemoryItems();

  private ResultFiles files(boolean jsonLines, long maxFileBytes) {
    return new ResultFiles(new ResultFiles.Target(store, "out", "p", jsonLines, maxFileBytes), RUN);
  }

  @Test
  void aFullFileIsFollowedByAnotherOne() throws Exception {
    ResultFiles files = files(false, 200_000);
    files.begin(0);
    JsonNode entry = TextNode.valueOf("x".repeat(65_534)); // one buffer with its quotes
    for (int i = 0; i < 7; i++) {
      files.append(ResultFiles.Group.SUCCEEDED, entry);
    }

    JsonNode result = files.finish();

    assertThat(result)
        .isEqualTo(
            Json.parse(
                "{\"MapRunArn\": \""
                    + RUN
                    + "\", \"ResultWriterDetails\": {\"Bucket\": \"out\","
                    + " \"Key\": \"p/the-id/manifest.json\"}}"));
    JsonNode manifest = Json.parse(store.text("out/p/the-id/manifest.json"));
    assertThat(manifest.path("ResultFiles").path("SUCCEEDED"))
        .extracting(it -> it.get("Key").asText())
        .containsExactly("p/the-id/SUCCEEDED_0.json", "p/the-id/SUCCEEDED_1.json");
    assertThat(Json.parse(store.text("out/p/the-id/SUCCEEDED_0.json"))).hasSize(4);
    assertThat(Json.parse(store.text("out/p/the-id/SUCCEEDED_1.json"))).hasSize(3);
    for (JsonNode file : manifest.path("ResultFiles").path("SUCCEEDED")) {
      assertThat(store.objects.get("out/" + file.get("Key").asText()))
          .hasSize(file.get("Size").intValue());
    }
  }

  @Test
  void anAttemptWithoutResultsWritesAManifestOnly() throws Exception {
    ResultFiles files = files(true, 1);
    files.begin(0);
    files.finish();

    assertThat(store.objects).containsOnlyKeys("out/p/the-id/manifest.json");
    assertThat(store.text("out/p/the-id/manifest.json"))
        .isEqualTo(
            "{\"DestinationBucket\":\"out\",\"MapRunArn\":\""
                + RUN
                + "\",\"ResultFiles\":"
                + "{\"FAILED\":[],\"PENDING\":[],\"SUCCEEDED\":[]}}");
  }

  @Test
  void aRedriveListsWhatSucceededBeforeItAndNothingElseOfBefore() throws Exception {
    ResultFiles files = files(true, 1 << 20);
    files.begin(0);
    files.append(ResultFiles.Group.SUCCEEDED, TextNode.valueOf("a"));
    files.append(ResultFiles.Group.FAILED, TextNode.valueOf("b"));
    files.append(ResultFiles.Group.PENDING, TextNode.valueOf("c"));
    files.finish();

    files.begin(1);
    files.append(ResultFiles.Group.SUCCEEDED, TextNode.valueOf("b"));
    files.finish();

    JsonNode listed =
        Json.parse(store.text("out/p/the-id/Redrive-1/manifest.json")).path("ResultFiles");
    assertThat(listed.path("SUCCEEDED"))
        .extracting(it -> it.get("Key").asText())
        .containsExactly("p/the-id/SUCCEEDED_0.jsonl", "p/the-id/Redrive-1/SUCCEEDED_0.jsonl");
    assertThat(listed.path("FAILED")).isEmpty();
    assertThat(listed.path("PENDING")).isEmpty();
    assertThat(store.text("out/p/the-id/Redrive-1/SUCCEEDED_0.jsonl")).isEqualTo("\"b\"\n");
  }

  @Test
  void aBucketThatIsNotThereIsNoticedAtTheBeginning() {
    var files = new ResultFiles(new ResultFiles.Target(store, "no-such", "p", true, 1), RUN);

    assertThatThrownBy(() -> files.begin(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such");
  }
}
