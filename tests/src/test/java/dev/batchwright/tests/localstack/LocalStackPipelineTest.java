package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A pipeline on LocalStack: task tokens, and runs as nested executions.
class LocalStackPipelineTest {

  private DeployedStack stack;

  @BeforeEach
  void deploy() {
    stack = DeployedStack.get();
  }

  @Test
  void aJobRunsOverWhatTheJobBeforeItPublished() {
    String out = Pass.name("pipeline");
    stack.put("pipeline/in/a.csv", "carrier,n\nUA,1\nAA,2\nUA,3\n");
    DescribeExecutionResponse pipeline =
        stack.execute(
            stack.output("PipelineArn"),
            Pass.name("nightly"),
            """
            {"pipeline": "nightly", "jobs": {
              "copy": {"after": ["count"], "request": {"job": "convert",
                "inputs": ["%2$s"], "output": "%3$s"}},
              "count": {"request": {"job": "count-by", "settings": {"by": "carrier"},
                "inputs": ["%1$s"], "output": "%4$s"}}}}
            """
                .formatted(
                    stack.uri("pipeline/in/a.csv"),
                    stack.uri(out + "/count/part-*"),
                    stack.uri(out + "/copy/"),
                    stack.uri(out + "/count/")));
    assertThat(pipeline.status())
        .as("%s: %s", pipeline.error(), pipeline.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stack.published(out + "/copy/")).isEqualTo("carrier,count\nAA,1\nUA,2\n");
  }

  @Test
  void aFailedJobStopsOnlyWhatDependsOnIt() {
    String out = Pass.name("failing");
    stack.put("pipeline/in/a.csv", "carrier,n\nUA,1\nAA,2\nUA,3\n");
    DescribeExecutionResponse pipeline =
        stack.execute(
            stack.output("PipelineArn"),
            out,
            """
            {"pipeline": "failing", "jobs": {
              "bad": {"request": {"job": "count-by", "settings": {"by": "no_such_column"},
                "inputs": ["%1$s"], "output": "%2$s/bad/"}},
              "after": {"after": ["bad"], "request": {"job": "convert",
                "inputs": ["%2$s/bad/part-*"], "output": "%2$s/after/"}},
              "good": {"request": {"job": "count-by", "settings": {"by": "carrier"},
                "inputs": ["%1$s"], "output": "%2$s/good/"}}}}
            """
                .formatted(stack.uri("pipeline/in/a.csv"), stack.uri(out)));
    assertThat(pipeline.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(pipeline.error()).isEqualTo("Batchwright.JobsFailed");
    assertThat(pipeline.cause())
        .startsWith("1 of 3 jobs failed: bad (run ")
        .contains("no_such_column")
        .contains("Skipped: after since it is after bad, and that is not published")
        .endsWith("start the same pipeline run id again to go on");
    assertThat(stack.published(out + "/good/")).isEqualTo("carrier,count\nAA,1\nUA,2\n");
    assertThat(stack.keys(out + "/bad/")).isEmpty();
    assertThat(stack.keys(out + "/after/")).isEmpty();
  }
}
