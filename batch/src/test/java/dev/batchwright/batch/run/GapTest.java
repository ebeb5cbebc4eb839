package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A chunk of CSV that failed for good leaves those behind it without anyone who confirms where
/// their rows start.
final class GapTest {

  /// A row whose note is thirty lines that look like rows, and a row after it.
  private static final String TEXT =
      "id,key,amount,note\n1,k,5,\"\n" + "7,k,7,x\n".repeat(30) + "\"\n2,k,5,\n";

  private final Scenario scenario = new Scenario(1, 0, 0);
  private final StateMachine machine = new StateMachine(scenario.storage, "m");

  private Planned plan(double toleratedPercent) {
    scenario.put("in/0.csv", TEXT.getBytes(StandardCharsets.UTF_8));
    return machine.plan(
        "run-1",
        new RunRequest(
            TestJobs.Keep.class.getName(),
            List.of("s3://data/in/0.csv"),
            Scenario.OUTPUT.uri(),
            Map.of(),
            new RunOptions(
                OptionalLong.of(60),
                OptionalInt.empty(),
                OptionalDouble.of(toleratedPercent),
                OptionalInt.empty())));
  }

  private void map(Planned planned, int but) {
    S3Location wave = new S3Location(planned.work().bucket(), planned.items() + "0.json");
    MapStage stage = new MapStage(machine.environment());
    for (MapItem item :
        Json.read(scenario.storage.get(wave).orElseThrow(), MapItem[].class, wave.uri())) {
      if (item.chunk() != but) {
        stage.map(new MapRequest(planned.work(), item));
      }
    }
    machine.settleSeams(new WorkRef(planned.work()));
  }

  @Test
  void textIsNotTakenForRowsBehindAGap() {
    Planned planned = plan(99);
    map(planned, 1);
    Published published = machine.publish(new WorkRef(planned.work()));
    assertThat(published.rowsWritten()).isEqualTo(1);
    assertThat(published.failedChunks()).isEqualTo(planned.chunks() - 1);
  }

  @Test
  void chunksBehindAGapCountAsFailed() {
    Planned planned = plan(40);
    map(planned, 1);
    assertThatThrownBy(() -> machine.publish(new WorkRef(planned.work())))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageContaining("or are behind such a one");
    map(planned, -1);
    assertThat(machine.publish(new WorkRef(planned.work())).rowsWritten()).isEqualTo(2);
  }

  /// The share is of the chunks of the run, and is held against the items of a wave.
  @Test
  void aChunkThatMayFailMayFailAgainWhenItIsTheLastOneLeft() {
    Planned planned = plan(20);
    assertThat(planned.toleratedFailurePercentage()).isEqualTo(20);
    map(planned, planned.chunks() - 1);
    Planned again = plan(20);
    assertThat(again.pending()).isEqualTo(1);
    assertThat(again.toleratedFailurePercentage())
        .as("one of one may fail where one of %d may", planned.chunks())
        .isEqualTo(100);
  }

  @Test
  void oneThatMayNotFailMayNotFailAtLastEither() {
    Planned planned = plan(5);
    map(planned, planned.chunks() - 1);
    assertThat(plan(5).toleratedFailurePercentage()).isEqualTo(5.0 * planned.chunks());
  }
}
