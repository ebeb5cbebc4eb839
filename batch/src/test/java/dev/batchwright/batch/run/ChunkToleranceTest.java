package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.ToleranceExceededException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.model.WorkRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A chunk that refuses more rows than its job tolerates of one fails as an item, and says which.
final class ChunkToleranceTest {

  private static final long WHOLE = 1L << 40;

  private final Scenario scenario = new Scenario(1, 0, 0);
  private final StateMachine machine = new StateMachine(scenario.storage, "m");

  private Planned plan(long chunkBytes, Map<String, String> settings, String... rows) {
    String text = "id,key,amount,note\n" + String.join("", rows);
    scenario.put("in/0.csv", text.getBytes(StandardCharsets.UTF_8));
    return machine.plan(
        "run-1",
        new RunRequest(
            TestJobs.Keep.class.getName(),
            List.of("s3://data/in/0.csv"),
            Scenario.OUTPUT.uri(),
            settings,
            Scenario.options(chunkBytes, 1)));
  }

  private void map(Planned planned) {
    machine.map(planned.work(), planned.items(), planned.waves());
  }

  @ParameterizedTest
  @CsvSource({
    "chunk-rows,1,2 rows were refused before its end", // a number is exceeded where it is
    "chunk-percent,33,2 of 5 rows were refused" // of a share the end tells
  })
  void aChunkThatRefusesTooMuchFailsWithItsRows(String setting, String limit, String what) {
    String[] rows = {"1,k,5,\n", "2,k,many,\n", "3,k,few,\n", "4,k,5,\n", "5,k,5,\n"};
    Planned planned = plan(WHOLE, Map.of(setting, limit), rows);
    assertThatThrownBy(() -> map(planned))
        .isInstanceOf(ToleranceExceededException.class)
        .hasMessageContainingAll(
            "chunk 0 (s3://data/in/0.csv",
            what,
            "the job tolerates",
            "s3://data/in/0.csv@",
            "bytes [26, 35)] amount: 'many' is not a number",
            "bytes [36, 44)] amount: 'few'");
    WorkLayout layout = new WorkLayout(planned.work());
    assertThat(scenario.storage.visible())
        .noneMatch(at -> at.key().startsWith(layout.mapCommits().key()))
        .noneMatch(at -> at.key().startsWith(layout.quarantine().key()))
        .anyMatch(at -> at.key().startsWith(layout.failures().key()));
    assertThat(scenario.storage.uploads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"chunk-rows,2", "chunk-percent,40"})
  void whatIsToleratedIsPublished(String setting, String limit) {
    String[] rows = {"1,k,5,\n", "2,k,many,\n", "3,k,few,\n", "4,k,5,\n", "5,k,5,\n"};
    plan(WHOLE, Map.of(setting, limit), rows);
    RunRequest same =
        new RunRequest(
            TestJobs.Keep.class.getName(),
            List.of("s3://data/in/0.csv"),
            Scenario.OUTPUT.uri(),
            Map.of(setting, limit),
            Scenario.options(WHOLE, 1));
    assertThat(machine.run("run-1", same).rowsQuarantined()).isEqualTo(2);
  }

  @Test
  void theOtherChunksAreNotHeldUp() {
    Planned planned =
        plan(30, Map.of("chunk-rows", "0"), "1,k,many,\n", "2,k,5,\n".repeat(5), "3,k,few,\n");
    S3Location wave = new S3Location(planned.work().bucket(), planned.items() + "0.json");
    MapItem[] items =
        Json.read(scenario.storage.get(wave).orElseThrow(), MapItem[].class, wave.uri());
    MapStage stage = new MapStage(machine.environment());
    assertThatThrownBy(() -> stage.map(new MapRequest(planned.work(), items[0])))
        .isInstanceOf(ToleranceExceededException.class);
    for (int i = 1; i < items.length; i++) {
      assertThat(stage.map(new MapRequest(planned.work(), items[i])).chunk()).isEqualTo(i);
    }
  }

  /// Nothing tells a chunk that it starts within the quotes, so it takes their text for rows.
  @Test
  void rowsThatAreNoneFailNothing() {
    String text = "1,k,many,x\n".repeat(30);
    Planned planned = plan(60, Map.of("chunk-rows", "0"), "1,k,5,\"\n", text, "\"\n", "2,k,5,\n");
    map(planned);
    String refused = new WorkLayout(planned.work()).quarantine().key() + "chunks/000002";
    assertThat(scenario.storage.visible()).anyMatch(at -> at.key().startsWith(refused));
    machine.settleSeams(new WorkRef(planned.work()));
    assertThat(machine.publish(new WorkRef(planned.work())).rowsWritten()).isEqualTo(2);
  }

  @Test
  void aChunkThatGuessedItsStartIsJudgedWhenSeamsHold() {
    Planned planned =
        plan(60, Map.of("chunk-rows", "2"), "1,k,5,\n".repeat(9), "2,k,no,\n".repeat(9));
    map(planned);
    assertThatThrownBy(() -> machine.settleSeams(new WorkRef(planned.work())))
        .isInstanceOf(ToleranceExceededException.class)
        .hasMessageContainingAll(
            "chunk 1 (s3://data/in/0.csv", "3 of 7 rows", "2 rows a chunk", "bytes [", "'no'");
  }
}
