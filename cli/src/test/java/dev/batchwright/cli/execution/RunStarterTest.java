package dev.batchwright.cli.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStarterTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T03:04:05Z"));

  private static final RunRequest REQUEST =
      new RunRequest(
          "count-by",
          List.of("s3://b/*.csv"),
          "s3://b/out/",
          Map.of("by", "carrier"),
          RunOptions.DEFAULT);

  private final FakeExecutions states = new FakeExecutions();
  private final RunStarter starter = new RunStarter(states, CLOCK);

  @Test
  void theRunIdIsTheExecutionsName() {
    assertThat(starter.start("r-1", REQUEST)).isEqualTo("arn:r-1");
    assertThat(states.started)
        .containsExactly(
            "r-1 {\"job\":\"count-by\",\"inputs\":[\"s3://b/*.csv\"],\"output\":\"s3://b/out/\","
                + "\"settings\":{\"by\":\"carrier\"},\"options\":{}}");
  }

  @Test
  void aRunThatHasEndedGoesOnUnderAnotherName() {
    states.taken.add("r-1");
    states.standings.add(new Standing.Failed("E", "c"));

    assertThat(starter.start("r-1", REQUEST)).isEqualTo("arn:r-1-20261124T030405");
    assertThat(states.started.getFirst()).contains("\"run\":\"r-1\"");
  }

  @Test
  void aLongRunIdStillHasRoomForTheTime() {
    String run = "r".repeat(80);
    states.taken.add(run);
    states.standings.add(new Standing.Aborted());

    assertThat(starter.start(run, REQUEST)).hasSize("arn:".length() + 80);
  }

  @Test
  void aRunUnderWayWithAnotherRequestIsRefused() {
    states.taken.add("r-1");
    states.standings.add(new Standing.Running());

    assertThatThrownBy(() -> starter.start("r-1", REQUEST))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("run r-1 is under way with another request (arn:r-1)");
    assertThat(states.started).isEmpty();
  }

  @Test
  void runIdsSayWhichJobAndWhen() {
    assertThat(RunStarter.newRunId("count-by", CLOCK)).isEqualTo("count-by-20261124T030405");
    assertThat(RunStarter.newRunId("com.acme.Jobs$Clean", CLOCK))
        .isEqualTo("Jobs-Clean-20261124T030405");
    assertThat(RunStarter.newRunId("x".repeat(200), CLOCK)).hasSize(80);
  }
}
