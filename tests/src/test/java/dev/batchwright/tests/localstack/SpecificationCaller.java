package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.engine.SpecificationObjects;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// Runs cases of the specification suite by the Step Functions API. Cases run side by side, so each
/// has a state machine and buckets of its own, whose names are put back in what comes out.
final class SpecificationCaller {

  /// The slowest case takes about a second where the machine has nothing else to do.
  static final int LONGEST_SECONDS = 30;

  private static final String ROLE = "arn:aws:iam::000000000000:role/Machine";

  private final SfnClient sfn;
  private final S3Client s3;

  SpecificationCaller(SfnClient sfn, S3Client s3) {
    this.sfn = sfn;
    this.s3 = s3;
  }

  Observed call(JsonNode it) throws IOException {
    Names names = Names.of(it);
    String arn;
    try {
      arn =
          sfn.createStateMachine(b ->
                  b.name(names.machine())
                      .type(it.path("type").asText("STANDARD"))
                      .roleArn(ROLE)
                      .definition(names.there(SpecificationCases.definition(it))))
              .stateMachineArn();
    } catch (AwsServiceException e) {
      return refused(e);
    }
    if (it.has("problems")) {
      return new Observed.Accepted();
    }
    putObjects(it, names);
    String input = it.has("input") ? it.get("input").toString() : "{}";
    String started = Mocks.serve(it) ? arn + "#" + Mocks.TEST_CASE : arn;
    String execution;
    try {
      execution =
          sfn.startExecution(b -> b.stateMachineArn(started).input(names.there(input)))
              .executionArn();
    } catch (AwsServiceException e) {
      return refused(e);
    }
    return await(execution, names);
  }

  private static Observed refused(AwsServiceException e) {
    return new Observed.Refused(
        e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
  }

  private void putObjects(JsonNode it, Names names) throws IOException {
    for (String bucket : names.buckets()) {
      s3.createBucket(b -> b.bucket(names.bucket(bucket)));
    }
    for (var object : it.path("objects").properties()) {
      int slash = object.getKey().indexOf('/');
      byte[] content = SpecificationObjects.bytes(object.getValue());
      s3.putObject(
          b ->
              b.bucket(names.bucket(object.getKey().substring(0, slash)))
                  .key(object.getKey().substring(slash + 1)),
          RequestBody.fromBytes(names.there(content)));
    }
  }

  private Observed await(String execution, Names names) {
    DescribeExecutionResponse ended;
    try {
      ended =
          Awaitility.await()
              .atMost(Duration.ofSeconds(LONGEST_SECONDS))
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(100))
              .until(
                  () -> sfn.describeExecution(b -> b.executionArn(execution)),
                  answer -> answer.status() != ExecutionStatus.RUNNING);
    } catch (ConditionTimeoutException _) {
      sfn.stopExecution(b -> b.executionArn(execution));
      return new Observed.Running();
    }
    List<String> events = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (HistoryEvent event :
        sfn.getExecutionHistory(b -> b.executionArn(execution).maxResults(1000)).events()) {
      events.add(event.previousEventId() + " " + event.typeAsString());
      if (event.taskScheduledEventDetails() != null) {
        calls.add(names.here(event.taskScheduledEventDetails().parameters()));
      }
      if (event.lambdaFunctionScheduledEventDetails() != null) {
        calls.add(names.here(event.lambdaFunctionScheduledEventDetails().input()));
      }
    }
    return new Observed.Ended(
        ended.statusAsString(),
        Objects.requireNonNullElse(ended.error(), ""),
        Objects.requireNonNullElse(ended.cause(), ""),
        names.here(Objects.requireNonNullElse(ended.output(), "")),
        events,
        calls);
  }
}
