package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapOutcome;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.RequestKind;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Attempts at one chunk: what one costs, and what becomes of more than one.
final class AttemptTest {

  private final Scenario scenario = new Scenario(3, 1, 30);

  private final Planned planned =
      new StateMachine(scenario.storage, "plan")
          .plan(
              "run-1",
              Scenario.request(TestJobs.Keep.class, Scenario.options(Long.MAX_VALUE / 2, 1)));

  private MapRequest request() {
    S3Location items = new S3Location("data", planned.items() + "0.json");
    MapItem[] all =
        Json.read(scenario.storage.get(items).orElseThrow(), MapItem[].class, items.uri());
    return new MapRequest(planned.work(), all[0]);
  }

  private MapStage stage(Storage storage, String attempt) {
    return new MapStage(
        new StageEnvironment(
            storage, InstantSource.system(), () -> attempt, WorkerLimits.DEFAULT, "test"));
  }

  private MapCommit commit() {
    S3Location at = new WorkLayout(planned.work()).mapCommit(0, OptionalLong.empty());
    return Json.read(scenario.storage.get(at).orElseThrow(), MapCommit.class, at.uri());
  }

  @Test
  void aChunkCostsItsLineALookItsRangesAndWhatItWrites() {
    MapOutcome outcome = stage(scenario.storage, "only").map(request());
    assertThat(outcome.won()).isTrue();
    assertThat(outcome.rows()).isEqualTo(30);
    assertThat(commit().effort().requests())
        .isEqualTo(
            Map.of(
                // The chunk's line, the look for a commit, the object.
                RequestKind.GET, 3L,
                RequestKind.CREATE_UPLOAD, 1L,
                RequestKind.UPLOAD_PART, 1L,
                // The refused rows; the commit comes on top.
                RequestKind.PUT, 1L));
  }

  @Test
  void aZombieLosesAndRemovesWhatItWrote() {
    List<MapOutcome> outcomes = new ArrayList<>();
    // Just before the first attempt commits, the second one comes and does all of it.
    HookedStorage hooked =
        new HookedStorage(
            scenario.storage, () -> outcomes.add(stage(scenario.storage, "fast").map(request())));
    outcomes.add(stage(hooked, "zombie").map(request()));
    assertThat(outcomes).extracting(MapOutcome::attempt).containsExactly("fast", "fast");
    assertThat(outcomes).extracting(MapOutcome::won).containsExactly(true, false);
    assertThat(commit().attempt()).isEqualTo("fast");
    assertThat(scenario.storage.uploads().keySet())
        .containsExactly(commit().output().orElseThrow().pending().uploadId());
    assertThat(scenario.storage.visible()).noneMatch(at -> at.key().contains("zombie"));
  }

  @Test
  void aChunkThatIsCommittedIsNotReadAgain() {
    MapOutcome first = stage(scenario.storage, "first").map(request());
    scenario.storage.delete(new S3Location("data", "in/0.csv"));
    MapOutcome second = stage(scenario.storage, "second").map(request());
    assertThat(second.won()).isFalse();
    assertThat(second.rows()).isEqualTo(first.rows());
  }

  @Test
  void anAttemptKnowsItselfWhenItsCommitIsAnsweredTwice() {
    // The first answer is lost, and the client's own retry meets what the first try wrote.
    HookedStorage hooked = new HookedStorage(scenario.storage, () -> {});
    hooked.answerTwice();
    assertThat(stage(hooked, "only").map(request()).won()).isTrue();
    assertThat(scenario.storage.uploads()).hasSize(1);
  }
}
