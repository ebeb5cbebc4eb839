package dev.batchwright.batch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PipelinePlannerTest {

  private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

  private final PipelinePlanner planner =
      new PipelinePlanner(
          "data",
          (binding, date, run) -> {
            if (!binding.equals("orders")) {
              throw new BadRequestException("there is no binding '" + binding + "'");
            }
            return new RunRequest(
                "clean",
                List.of("s3://in/orders/" + date + "/*"),
                Optional.empty(),
                "s3://data/orders/" + run + "/",
                Map.of(),
                null);
          });

  private PlannedPipeline plan(String run, String execution, String json) {
    PipelineRequest request =
        Json.read(json.getBytes(StandardCharsets.UTF_8), PipelineRequest.class, "the pipeline");
    return planner.plan(new PlanPipelineRequest(run, execution, START, request));
  }

  @Test
  void eachJobComesAfterWhatItDependsOnAndElseAsInTheFile() {
    PlannedPipeline plan =
        plan(
            "nightly-1",
            "nightly-1",
            """
            {"pipeline": "nightly", "jobs": {
              "report": {"binding": "orders", "after": ["join", "clean"]},
              "join": {"binding": "orders", "after": ["clean"]},
              "other": {"binding": "orders"},
              "clean": {"binding": "orders"}}}
            """);
    assertThat(plan.jobs())
        .extracting(PlannedJob::job)
        .containsExactly("other", "clean", "join", "report");
    assertThat(plan.work()).isEqualTo(new S3Location("data", "pipelines/nightly-1/nightly-1/"));
    PlannedJob clean = plan.jobs().get(1);
    assertThat(clean.run()).isEqualTo("nightly-1-clean");
    assertThat(clean.again()).matches("nightly-1-clean-[0-9a-f]{8}");
    assertThat(clean.request().inputs()).containsExactly("s3://in/orders/2026-11-24/*");
    assertThat(clean.request().output()).isEqualTo("s3://data/orders/nightly-1-clean/");
  }

  @Test
  void aDateOfItsOwnGoesBeforeTheDayOfTheStart() {
    String json =
        """
        {"pipeline": "p", "date": "2026-01-31", "jobs": {"a": {"binding": "orders"}}}
        """;
    assertThat(plan("r", "r", json).jobs().getFirst().request().inputs())
        .containsExactly("s3://in/orders/2026-01-31/*");
  }

  @Test
  void anExecutionThatGoesOnHasTheSameRunsUnderOtherNames() {
    String json = "{\"pipeline\": \"p\", \"jobs\": {\"a\": {\"binding\": \"orders\"}}}";
    PlannedJob first = plan("r", "r", json).jobs().getFirst();
    PlannedJob second = plan("r", "r-2", json).jobs().getFirst();
    assertThat(second.run()).isEqualTo(first.run());
    assertThat(second.again()).isNotEqualTo(first.again());
    assertThat(plan("r", "r-2", json).work()).isNotEqualTo(plan("r", "r", json).work());
  }

  @Test
  void runIdsAndNamesFitIntoWhatStepFunctionsTakes() {
    String run = "r".repeat(80);
    String json =
        """
        {"pipeline": "p", "jobs": {"one": {"binding": "orders"}, "two": {"binding": "orders"}}}
        """;
    List<PlannedJob> jobs = plan(run, run, json).jobs();
    assertThat(jobs)
        .allSatisfy(job -> {
          assertThat(job.run()).hasSize(64);
          assertThat(job.again()).hasSizeLessThanOrEqualTo(80).startsWith(job.run());
        });
    assertThat(jobs.get(0).run()).isNotEqualTo(jobs.get(1).run());
  }

  @Test
  void everyProblemIsSaidAtOnceWithItsPlace() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() ->
            plan(
                "r",
                "r",
                """
                {"pipeline": "night ly", "jobs": {
                  "clean": {"binding": "orders", "after": ["cleen"]},
                  "a": {"after": ["b"], "binding": "orders"},
                  "b": {"after": ["a", "clean", "clean"], "binding": "orders"},
                  "c/d": {"binding": "orders", "after": ["b"]},
                  "none": {}}}
                """))
        .withMessageContaining("$.pipeline: 'night ly' is no name")
        .withMessageContaining(
            "$.jobs.clean.after[0]: there is no job 'cleen'; did you mean 'clean'?")
        .withMessageContaining("$.jobs.b.after[2]: 'clean' is there twice")
        .withMessageContaining("$.jobs.c/d: no name")
        .withMessageContaining("$.jobs.none: expected either 'binding' or 'request'")
        .withMessageContaining("$.jobs: these wait for each other: a after b after a");
  }

  @Test
  void aJobThatWaitsForItselfIsACycle() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() ->
            plan(
                "r",
                "r",
                """
                {"pipeline": "p", "jobs": {"a": {"binding": "orders", "after": ["a"]}}}
                """))
        .withMessageContaining("a after a");
  }

  @Test
  void whatABindingCannotDoIsSaidForEachJob() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() ->
            plan(
                "r",
                "r",
                """
                {"pipeline": "p", "jobs": {"a": {"binding": "x"}, "b": {"binding": "y"}}}
                """))
        .withMessageContaining("$.jobs.a.binding: there is no binding 'x'")
        .withMessageContaining("$.jobs.b.binding: there is no binding 'y'");
  }

  @Test
  void aPipelineOfNoJobsOrTooManyIsRefused() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> plan("r", "r", "{\"pipeline\": \"p\"}"))
        .withMessageContaining("$.jobs: there are 0; expected 1 to 100");
    StringBuilder many = new StringBuilder("{\"pipeline\": \"p\", \"jobs\": {");
    for (int i = 0; i <= 100; i++) {
      many.append(i == 0 ? "" : ",").append("\"j%d\": {\"binding\": \"orders\"}".formatted(i));
    }
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> plan("r", "r", many + "}}"))
        .withMessageContaining("there are 101; expected 1 to 100");
  }

  @Test
  void aPlanThatStepFunctionsWouldNotCarryIsRefused() {
    String json =
        """
        {"pipeline": "p", "jobs": {"a": {"request":
          {"job": "j", "inputs": ["s3://in/%s"], "output": "s3://out/"}}}}
        """
            .formatted("x".repeat(200_000));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> plan("r", "r", json))
        .withMessageContaining("256 KiB");
  }

  /// Against the definition itself: every job once, after all of its dependencies; or a cycle, each
  /// of whose jobs is after the next.
  @Test
  void randomGraphsAreOrderedOrHaveACycle() {
    int cycles = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Map<String, List<String>> graph = graph(new Random(seed));
      TopologicalOrder order = TopologicalOrder.of(graph);
      for (int i = 0; i < order.jobs().size(); i++) {
        List<String> before = order.jobs().subList(0, i);
        assertThat(before)
            .as("seed %d", seed)
            .doesNotContain(order.jobs().get(i))
            .containsAll(graph.get(order.jobs().get(i)));
      }
      if (order.cycle().isEmpty()) {
        assertThat(order.jobs()).as("seed %d", seed).hasSameSizeAs(graph.keySet());
      } else {
        cycles++;
        List<String> cycle = order.cycle().get();
        assertThat(cycle.getFirst()).isEqualTo(cycle.getLast());
        for (int i = 1; i < cycle.size(); i++) {
          assertThat(graph.get(cycle.get(i - 1))).as("seed %d", seed).contains(cycle.get(i));
        }
      }
    }
    assertThat(cycles).isBetween(100, 1_900);
  }

  private static Map<String, List<String>> graph(Random random) {
    int size = 1 + random.nextInt(7);
    Map<String, List<String>> graph = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      List<String> after = new ArrayList<>();
      for (int other = 0; other < size; other++) {
        if (random.nextInt(6) == 0) {
          after.add("j" + other);
        }
      }
      graph.put("j" + i, after);
    }
    return graph;
  }
}
