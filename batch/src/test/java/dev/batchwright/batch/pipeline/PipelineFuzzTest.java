package dev.batchwright.batch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Any file is a pipeline with an order, or is refused with its name or the path of each problem.
class PipelineFuzzTest {

  private static final PipelinePlanner PLANNER =
      new PipelinePlanner("data", PipelineFuzzTest::bound);

  private static RunRequest bound(String binding, Object date, String run) {
    if (!binding.equals("orders")) {
      throw new BadRequestException("there is no binding '" + binding + "'");
    }
    return new RunRequest(
        "clean",
        List.of("s3://in/" + date + "/*"),
        "s3://data/" + run + "/",
        Map.of(),
        RunOptions.DEFAULT);
  }

  @FuzzTest
  void anyFileIsAPipelineOrRefused(byte[] data) {
    PipelineRequest request;
    try {
      request = Json.read(data, PipelineRequest.class, "p.json");
    } catch (BadRequestException e) {
      assertThat(e.getMessage()).matches("(?s)p\\.json( \\$.+)?: .+").doesNotContain("fasterxml");
      return;
    }
    PlannedPipeline plan;
    try {
      plan =
          PLANNER.plan(
              new PlanPipelineRequest(
                  "run", "run", Instant.parse("2026-11-24T02:00:00Z"), request));
    } catch (BadRequestException e) {
      assertThat(e).hasMessageContaining("pipeline '" + request.pipeline() + "'");
      assertThat(e.getMessage()).containsAnyOf("\n  $.", "is planned");
      return;
    }
    List<String> before = new ArrayList<>();
    for (PlannedJob job : plan.jobs()) {
      assertThat(before).containsAll(job.after());
      before.add(job.job());
    }
    assertThat(before).containsExactlyInAnyOrderElementsOf(request.jobs().keySet());
  }
}
