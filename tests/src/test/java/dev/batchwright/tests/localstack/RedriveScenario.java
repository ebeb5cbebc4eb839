package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// A run whose input object is gone after it was planned, and there again before the second
/// redrive: the command line's `redrive`, `watch` and `list` against a target with containers.
record RedriveScenario(DeployedStack stack) {

  private static final String RUN = Pass.name("redriven");
  private static final String LOST = "redriven/b.csv";

  /// Plays it.
  void play() {
    stack.put("redriven/a.csv", "carrier,n\nUA,1\n");
    stack.put(LOST, "carrier,n\nAA,1\n");
    plan();
    stack.s3().deleteObject(it -> it.bucket(stack.data()).key(LOST));
    List<String> start = new ArrayList<>(List.of("run", "count-by", "-s", "by=carrier"));
    start.addAll(List.of("-i", stack.uri("redriven/*"), "-o", stack.uri("out/" + RUN + "/")));
    start.addAll(List.of("--run-id", RUN, "--chunk-size", "20", "--max-concurrency", "2"));
    assertThat(call(1, start)).contains("InputChangedException", LOST);

    assertThat(call(1, List.of("redrive", RUN)))
        .contains("2 dead letters (chunk 1, the run)", "2 removed, left: 2 dead letters");
    stack.put(LOST, "carrier,n\nAA,1\n");
    assertThat(call(0, List.of("redrive", RUN)))
        .contains("Run " + RUN + " is published", "2 removed, none is left", "AA", "UA");

    assertThat(call(0, List.of("redrive", RUN))).contains("published already");
    assertThat(call(0, List.of("watch", RUN))).contains("Run " + RUN + " is published");
    assertThat(call(0, List.of("list", "--state", "published"))).contains(RUN, "count-by");
  }

  /// Plans the run as its state machine would, so that what happens next is after that.
  private void plan() {
    String request =
        """
        {"run":"%s","request":{"job":"count-by","inputs":["%s"],"output":"%s",
          "settings":{"by":"carrier"},"options":{"chunkBytes":20,"maxConcurrency":2}}}
        """
            .formatted(RUN, stack.uri("redriven/*"), stack.uri("out/" + RUN + "/"));
    try (LambdaClient lambda = LocalStackTarget.client(LambdaClient.builder())) {
      InvokeResponse answer =
          lambda.invoke(it ->
              it.functionName(stack.physicalId("PlanChunks"))
                  .payload(SdkBytes.fromUtf8String(request)));
      assertThat(answer.functionError()).as(answer.payload().asUtf8String()).isNull();
    }
  }

  private String call(int exitCode, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--state-machine", stack.output("BatchRunArn")));
    return CommandLine.call(exitCode, all);
  }
}
