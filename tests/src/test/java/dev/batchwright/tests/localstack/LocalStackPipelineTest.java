package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A pipeline on LocalStack: task tokens, and runs as nested executions.
class LocalStackPipelineTest {

  @Test
  void aJobRunsOverWhatTheJobBeforeItPublished() {
    DeployedStack stack = DeployedStack.get();
    stack.put("pipeline/in/a.csv", "carrier,n\nUA,1\nAA,2\nUA,3\n");
    DescribeExecutionResponse pipeline =
        stack.execute(
            stack.output("PipelineArn"),
            "nightly-1",
            """
            {"pipeline": "nightly", "jobs": {
              "copy": {"after": ["count"], "request": {"job": "convert",
                "inputs": ["%2$s"], "output": "%3$s"}},
              "count": {"request": {"job": "count-by", "settings": {"by": "carrier"},
                "inputs": ["%1$s"], "output": "%4$s"}}}}
            """
                .formatted(
                    stack.uri("pipeline/in/a.csv"),
                    stack.uri("pipeline/count/part-*"),
                    stack.uri("pipeline/copy/"),
                    stack.uri("pipeline/count/")));
    assertThat(pipeline.status())
        .as("%s: %s", pipeline.error(), pipeline.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stack.published("pipeline/copy/")).isEqualTo("carrier,count\nAA,1\nUA,2\n");
  }
}
