package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quarantined rows of a run as the input of another: each as it was, under its header.
final class QuarantineReplayTest {

  private static final S3Location AGAIN = S3Location.parse("s3://data/out-replay-1/");
  private static final WorkLayout WORK = WorkLayout.of(Scenario.OUTPUT, "run-1");

  private Published publish(Scenario scenario, long chunkBytes) {
    return new StateMachine(scenario.storage, "a").run("run-1", request(chunkBytes));
  }

  private static RunRequest request(long chunkBytes) {
    return Scenario.request(TestJobs.Keep.class, Scenario.options(chunkBytes, 1));
  }

  private static Published replay(Scenario scenario) {
    return new StateMachine(scenario.storage, "b")
        .run("run-1-replay-1", request(300).replaying(WORK.work(), AGAIN.uri(), Map.of()));
  }

  private static String text(Scenario scenario, S3Location at) {
    byte[] bytes = scenario.storage.get(at).orElseThrow();
    if (!at.key().endsWith(".gz")) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {200, 100_000})
  void everyQuarantinedRowIsReadAgainAsItWas(long chunkBytes) {
    Scenario scenario = new Scenario(11, 4, 80);
    Published first = publish(scenario, chunkBytes);
    Published again = replay(scenario);

    assertThat(again.rowsRead()).isEqualTo(first.rowsQuarantined()).isPositive();
    assertThat(again.rowsQuarantined()).as("nothing was fixed").isEqualTo(again.rowsRead());
    assertThat(scenario.jsonLines(again.quarantine()))
        .extracting(QuarantineReplayTest::row)
        .isEqualTo(
            scenario.jsonLines(first.quarantine()).stream()
                .map(QuarantineReplayTest::row)
                .toList());
    assertThat(new Verifier(scenario.storage).verify(WORK, Depth.FULL).holds()).isTrue();
    assertThat(replay(scenario)).as("twice is one run").isEqualTo(again);
  }

  private static String row(JsonNode refused) {
    return refused.path("column").asText()
        + "|"
        + refused.path("reason").asText()
        + "|"
        + refused.path("text").asText();
  }

  @Test
  void eachInputObjectGivesOneOfItsHeaderAndItsRows() {
    Scenario scenario = new Scenario(11, 3, 80);
    Published first = publish(scenario, 500);
    replay(scenario);
    List<S3Location> made =
        scenario.storage.visible().stream()
            .filter(at -> at.key().contains("/replay/run-1-replay-1/"))
            .filter(at -> !at.key().endsWith("list.jsonl"))
            .toList();
    assertThat(made)
        .extracting(at -> at.key().substring(at.key().lastIndexOf('/') + 1))
        .containsExactly("000000-0.csv", "000001-1.csv.gz", "000002-2.csv");
    StringBuilder rows = new StringBuilder();
    for (S3Location at : made) {
      assertThat(text(scenario, at)).startsWith("id,key,amount,note\n");
      rows.append(text(scenario, at));
    }
    for (JsonNode refused : scenario.jsonLines(first.quarantine())) {
      assertThat(rows).contains(refused.path("text").asText() + "\n");
    }
  }

  @Test
  void aRowThatNeverEndsDoesNotSwallowItsNeighbours() {
    Scenario scenario = new Scenario(1, 1, 1);
    scenario.put(
        "in/0.csv",
        "id,key,amount,note\n1,k,x,\n2,k,y,\"open\n3,k,4,\n".getBytes(StandardCharsets.UTF_8));
    scenario.put(
        "in/5.csv", "id,key,amount,note\n9,k,z,\n8,k,w,end".getBytes(StandardCharsets.UTF_8));
    Published first = publish(scenario, 1 << 20);
    assertThat(first.rowsQuarantined()).isEqualTo(4);
    Published again = replay(scenario);
    assertThat(again.rowsRead()).isEqualTo(4);
    assertThat(scenario.jsonLines(again.quarantine()))
        .extracting(QuarantineReplayTest::row)
        .isEqualTo(
            scenario.jsonLines(first.quarantine()).stream()
                .map(QuarantineReplayTest::row)
                .toList());
  }

  @Test
  void anInputThatChangedIsNotReplayed() {
    Scenario scenario = new Scenario(11, 3, 80);
    publish(scenario, 500);
    scenario.put("in/2.csv", "id,key,amount,note\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> replay(scenario)).isInstanceOf(InputChangedException.class);
    assertThat(scenario.storage.visible()).noneMatch(at -> at.key().startsWith("out-replay-1/"));
  }

  @Test
  void onlyAPublishedRunWithQuarantinedRowsIsReplayed() {
    Scenario scenario = new Scenario(11, 3, 80);
    assertThatThrownBy(() -> replay(scenario))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no run has its work there");
    new StateMachine(scenario.storage, "a").plan("run-1", request(500));
    assertThatThrownBy(() -> replay(scenario))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("run-1 is not published");
    assertThatThrownBy(() ->
            new RunRequest(
                "j",
                List.of("s3://b/k"),
                Optional.empty(),
                AGAIN.uri(),
                Optional.empty(),
                Optional.of(WORK.work().uri()),
                Map.of(),
                Scenario.options(1, 1)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("names inputs as well");
  }
}
