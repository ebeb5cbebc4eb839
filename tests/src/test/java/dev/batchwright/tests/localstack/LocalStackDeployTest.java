package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.DeployOrder;
import dev.batchwright.cli.deploy.Deployments;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Deploying and destroying with LocalStack's CloudFormation: the whole template, and small ones
/// for what goes wrong.
class LocalStackDeployTest {

  private static final String BUCKET = Pass.name("deploy-test-data");

  private static final String SMALL =
      """
      Resources:
        DataBucket:
          Type: AWS::S3::Bucket
          DeletionPolicy: Retain
          Properties:
            BucketName: %s
      """
          .formatted(BUCKET);

  /// The schedule of an expression, and what comes after it.
  private static final String SCHEDULED =
      """
      Resources:
        Group:
          Type: AWS::Scheduler::ScheduleGroup
          Properties:
            Name: %1$s
        Schedule:
          Type: AWS::Scheduler::Schedule
          Properties:
            GroupName: !Ref Group
            ScheduleExpression: %2$s
            FlexibleTimeWindow:
              Mode: "OFF"
            Target:
              Arn: arn:aws:sqs:us-east-1:000000000000:none
              RoleArn: arn:aws:iam::000000000000:role/none
        Queue:
          Type: AWS::SQS::Queue
          DependsOn: Schedule
        QueuePolicy:
          Type: AWS::SQS::QueuePolicy
          Properties:
            Queues: [!Ref Queue]
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: "*"
                  Action: sqs:SendMessage
                  Resource: !GetAtt Queue.Arn
      """;

  @TempDir private Path directory;

  @Test
  void deployingAgainChangesNothingAndAnotherSettingsFileIsAnUpdate() {
    DeployedStack stack = DeployedStack.get();
    assertThat(DeployedStack.deploy(DeployedStack.SETTINGS))
        .contains("No changes: stack " + DeployedStack.NAME)
        .doesNotContain("Uploaded");

    String weekly =
        DeployedStack.SETTINGS.replace(
            "\"daily\": {",
            """
            "weekly": {
              "job": "count-by", "settings": {"by": "carrier"},
              "inputs": ["s3://{data}/daily/*"], "output": "s3://{data}/published/weekly/{date}/",
              "schedule": {"expression": "cron(0 3 ? * MON *)"}},
            "daily": {
            """);
    assertThat(DeployedStack.deploy(weekly))
        .containsPattern("Add +WeeklySchedule +AWS::Scheduler::Schedule")
        .containsPattern("Modify +MapChunk +AWS::Lambda::Function")
        .contains("is deployed (UPDATE_COMPLETE)");
    assertThat(stack.physicalId("WeeklySchedule")).isNotEmpty();

    assertThat(DeployedStack.deploy(weekly)).contains("No changes: stack");
  }

  @Test
  void aDeploymentThatFailsSaysItsFirstCauseAndIsMadeAnewByTheNext() throws IOException {
    String name = Pass.name("failing");
    try (Deployed deployed = Deployed.at()) {
      String failing = SCHEDULED.formatted(name, "cron(whenever)");
      assertThat(deployed.deployments().deploy(order(name, failing), _ -> Optional.empty()))
          .isFalse();
      assertThat(deployed.printed())
          .contains("Stack " + name + " could not be deployed")
          .contains("first cause  Schedule (AWS::Scheduler::Schedule)")
          .contains("cron(whenever)");

      String mended = SCHEDULED.formatted(name, "rate(1 day)");
      assertThat(deployed.deployments().deploy(order(name, mended), _ -> Optional.empty()))
          .as(deployed.printed())
          .isTrue();
      assertThat(deployed.printed())
          .contains("Stack " + name + " was never made (ROLLBACK_COMPLETE): deleting it.")
          .contains("Stack " + name + " is deployed (CREATE_COMPLETE)");
    }
  }

  @Test
  void aStackIsDestroyedOnlyWhenItsBucketsAreEmpty() throws IOException {
    String name = Pass.name("small");
    try (Deployed deployed = Deployed.at();
        S3Client s3 = LocalStackTarget.client(S3Client.builder().forcePathStyle(true))) {
      Deployments deployments = deployed.deployments();
      assertThat(deployments.deploy(order(name, SMALL), _ -> Optional.empty())).isTrue();
      s3.putObject(b -> b.bucket(BUCKET).key("kept.csv"), RequestBody.fromString("carrier\n"));

      assertThatThrownBy(() -> deployments.destroy(name, false))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("stack " + name + " holds data and was not touched")
          .hasMessageContaining("s3://" + BUCKET + " has 1 object");
      assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET)).contents()).hasSize(1);

      s3.deleteObject(b -> b.bucket(BUCKET).key("kept.csv"));
      assertThat(deployments.destroy(name, false)).isTrue();
      assertThat(deployed.printed())
          .contains("Stack " + name + " is deleted", "Deleted bucket s3://");
    }
  }

  private DeployOrder order(String stack, String template) throws IOException {
    return new DeployOrder(
        TargetKind.LOCALSTACK,
        stack,
        Files.writeString(directory.resolve("template.yaml"), template),
        Map.of(),
        Optional.empty(),
        List.of(),
        "deploy-test-artifacts",
        false,
        true);
  }

  /// Deployments, and what they print.
  private record Deployed(Deployments deployments, ByteArrayOutputStream console)
      implements AutoCloseable {

    static Deployed at() {
      ByteArrayOutputStream console = new ByteArrayOutputStream();
      return new Deployed(
          Deployments.at(
              TargetKind.LOCALSTACK,
              Optional.of(LocalStackTarget.endpoint()),
              new Interruption(),
              new PrintStream(console, true, StandardCharsets.UTF_8)),
          console);
    }

    String printed() {
      return console.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      deployments.close();
    }
  }
}
