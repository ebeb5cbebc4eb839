package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.Change;
import dev.batchwright.cli.deploy.Stacks.ChangeSet;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {

  private static final ChangeSet ADDS_A_QUEUE =
      changes(new Change("Add", "Triggers", "AWS::SQS::Queue", ""));
  private static final ChangeSet REPLACES_A_BUCKET =
      changes(new Change("Modify", "DataBucket", "AWS::S3::Bucket", "True"));
  private static final String TEMPLATE =
      """
      Parameters:
        LogLevel:
          Type: String
          Default: INFO
        ChildExecutionType:
          Type: String
          Default: EXPRESS
      Globals:
        Function:
          CodeUri: functions.zip
          AutoPublishAlias: live
      Resources:
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            Name: machine
            DefinitionUri: machine.asl.json
            DefinitionSubstitutions:
              PlanChunksArn: !Sub "${AWS::StackName}:live"
      """;

  @TempDir private Path directory;

  private final FakeStacks stacks = new FakeStacks();
  private final FakeBuckets buckets = new FakeBuckets();
  private final Interruption interruption = new Interruption();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Optional<String> answer = Optional.empty();

  @BeforeEach
  void files() throws IOException {
    Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
    Files.writeString(
        directory.resolve("machine.asl.json"),
        "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}");
    try (OutputStream out = Files.newOutputStream(directory.resolve("functions.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("lib/batchwright.jar"));
    }
  }

  @Test
  void aNewStackIsMade() {
    stacks
        .changes(ADDS_A_QUEUE, 2)
        .afterExecute("CREATE_IN_PROGRESS", "CREATE_COMPLETE")
        .happens("Triggers", "AWS::SQS::Queue", "CREATE_COMPLETE", "");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, false))).isTrue();

    assertThat(stacks.calls).containsExactly("create change set CREATE", "execute");
    assertThat(buckets.calls).containsExactly("ensure artifacts");
    assertThat(buckets.uploaded).hasSize(3).anyMatch(key -> key.endsWith(".asl.json"));
    assertThat(stacks.orders.getFirst().parameters()).isEmpty();
    assertThat(stacks.orders.getFirst().name()).isEqualTo("batchwright-20261124T020000000");
    assertThat(stacks.orders.getFirst().template())
        .containsPattern("CodeUri: s3://artifacts/batchwright/functions-[0-9a-f]{64}\\.zip")
        .containsPattern("DefinitionUri: \\{Bucket: artifacts, Key: batchwright/machine-");
    assertThat(printed())
        .contains("Add     Triggers  AWS::SQS::Queue")
        .contains("There is no terminal to ask at: applying the changes.")
        .contains("  12:00:00  CREATE_COMPLETE       Triggers  AWS::SQS::Queue")
        .contains("Stack batchwright is deployed (CREATE_COMPLETE).")
        .contains("  DataBucketName      data-1")
        .contains("batchwright run count-by --input 's3://data-1/in/*'")
        .doesNotContain("Warning");
  }

  @Test
  void whatWasGivenOnceStaysAndLocalStackGetsWhatItNeeds() {
    stacks.parameters.addAll(List.of("LogLevel", "Forgotten"));
    stacks.is("UPDATE_COMPLETE").changes(ADDS_A_QUEUE, 0).afterExecute("UPDATE_COMPLETE");

    assertThat(deploy(order(TargetKind.LOCALSTACK, Map.of(), false, true))).isTrue();

    assertThat(stacks.calls).containsExactly("create change set UPDATE", "execute");
    assertThat(stacks.orders.getFirst().parameters())
        .isEqualTo(
            Map.of("LogLevel", Optional.empty(), "ChildExecutionType", Optional.of("STANDARD")));
    assertThat(printed()).doesNotContain("There is no terminal");
  }

  @Test
  void withoutChangesNothingIsDone() {
    ChangeSet empty =
        new ChangeSet(
            "FAILED",
            "The submitted information didn't contain changes. Submit different information.",
            FakeStacks.ID,
            List.of());
    stacks.is("UPDATE_COMPLETE").changes(empty, 0);

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, false))).isTrue();

    assertThat(stacks.calls).containsExactly("create change set UPDATE", "delete change set");
    assertThat(printed())
        .contains("No changes: stack batchwright is as ordered.")
        .contains("DataBucketName");
  }

  @Test
  void aReadyChangeSetWithoutResourcesIsNoChangeOnLocalStackAlone() {
    stacks.is("UPDATE_COMPLETE").changes(changes(), 0).afterExecute("UPDATE_COMPLETE");

    assertThat(deploy(order(TargetKind.LOCALSTACK, Map.of(), false, true))).isTrue();
    assertThat(stacks.calls).doesNotContain("execute");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, true))).isTrue();
    assertThat(stacks.calls).contains("execute");
  }

  @Test
  void localStackGetsAnAliasForEachContentSinceItCannotMoveOne() {
    stacks.is("UPDATE_COMPLETE").changes(ADDS_A_QUEUE, 0);
    for (String level : List.of("INFO", "INFO", "DEBUG")) {
      deploy(order(TargetKind.LOCALSTACK, Map.of("LogLevel", level), true, true));
    }
    deploy(order(TargetKind.AWS, Map.of(), true, true));

    List<String> templates = stacks.orders.stream().map(it -> it.template()).toList();
    assertThat(templates.getFirst())
        .containsPattern("AutoPublishAlias: (live[0-9a-f]{16})\n(?s:.*):\\1\"\n");
    assertThat(templates.get(1)).isEqualTo(templates.getFirst());
    assertThat(templates.get(2)).isNotEqualTo(templates.getFirst());
    assertThat(templates.getLast())
        .contains("AutoPublishAlias: live\n", "${AWS::StackName}:live\"\n");
  }

  @Test
  void aDryRunLeavesNothingBehind() {
    stacks.changes(ADDS_A_QUEUE, 0);

    assertThat(deploy(order(TargetKind.AWS, Map.of(), true, true))).isTrue();

    assertThat(stacks.calls)
        .containsExactly("create change set CREATE", "delete change set", "delete");
    assertThat(printed()).contains("This is a dry run.\nNothing was changed.");
  }

  @Test
  void theUserMayRefuse() {
    stacks.is("CREATE_COMPLETE").changes(ADDS_A_QUEUE, 0);
    answer = Optional.of("n");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, false))).isFalse();

    assertThat(stacks.calls).doesNotContain("execute", "delete");
  }

  @Test
  void theUserMayAgree() {
    stacks.is("CREATE_COMPLETE").changes(REPLACES_A_BUCKET, 0).afterExecute("UPDATE_COMPLETE");
    answer = Optional.of(" Yes ");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, false))).isTrue();

    assertThat(printed())
        .contains("Warning: DataBucket (AWS::S3::Bucket) holds data and would be replaced");
  }

  @Test
  void dataIsNotLostWithoutAWord() {
    stacks.is("CREATE_COMPLETE").changes(REPLACES_A_BUCKET, 0);

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, false))).isFalse();

    assertThat(stacks.calls).doesNotContain("execute");
    assertThat(printed()).contains("no terminal to confirm the loss of data at");
  }

  @Test
  void aFailureNamesItsFirstCause() {
    stacks
        .changes(ADDS_A_QUEUE, 0)
        .afterExecute("CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE")
        .happens("Other", "AWS::SQS::Queue", "CREATE_FAILED", "Resource creation cancelled")
        .happens("Logs", "AWS::Logs::LogGroup", "CREATE_FAILED", "/batchwright already exists")
        .happens("Late", "AWS::SNS::Topic", "CREATE_FAILED", "a consequence")
        .happens("batchwright", "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE", "");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, true))).isFalse();

    assertThat(printed())
        .contains("Stack batchwright could not be deployed: it is ROLLBACK_COMPLETE.")
        .contains("  first cause  Logs (AWS::Logs::LogGroup)")
        .contains("  reason       /batchwright already exists")
        .contains("  what to do   something of that name is there");
  }

  @Test
  void aStackThatWasNeverMadeIsMadeAgain() {
    stacks
        .is("ROLLBACK_COMPLETE")
        .afterDelete("DELETE_IN_PROGRESS", "DELETE_COMPLETE")
        .changes(ADDS_A_QUEUE, 0)
        .afterExecute("CREATE_COMPLETE");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, true))).isTrue();

    assertThat(stacks.calls).containsExactly("delete", "create change set CREATE", "execute");
  }

  @Test
  void aStackInProgressIsWaitedFor() {
    stacks
        .is("UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")
        .changes(ADDS_A_QUEUE, 0)
        .afterExecute("UPDATE_COMPLETE");

    assertThat(deploy(order(TargetKind.AWS, Map.of(), false, true))).isTrue();

    assertThat(printed()).startsWith("Stack batchwright is UPDATE_IN_PROGRESS: waiting for it.");
  }

  @Test
  void aStuckStackIsRefusedWithWords() {
    stacks.is("UPDATE_ROLLBACK_FAILED");

    assertThatThrownBy(() -> deploy(order(TargetKind.AWS, Map.of(), false, true)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("continue-update-rollback --stack-name batchwright");
    assertThat(buckets.uploaded).isEmpty();
  }

  @Test
  void theUserMayStopWatching() {
    stacks.changes(ADDS_A_QUEUE, 0).afterExecute("CREATE_IN_PROGRESS");
    interruption.request();

    assertThatThrownBy(() -> deploy(order(TargetKind.AWS, Map.of(), false, true)))
        .isInstanceOf(StoppedException.class)
        .hasMessage("stack batchwright is CREATE_IN_PROGRESS, and goes on without this command");
  }

  @Test
  void anUnknownParameterIsRefusedBeforeAnythingIsUploaded() {
    assertThatThrownBy(() -> deploy(order(TargetKind.AWS, Map.of("Level", "x"), false, true)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(
            "--parameter Level: the template has no such parameter; it has: Child");
    assertThat(buckets.calls).isEmpty();
  }

  @Test
  void aWrongStateMachineIsRefusedBeforeAnythingIsUploaded() throws IOException {
    Files.writeString(
        directory.resolve("machine.asl.json"),
        "{\"StartAt\":\"Gone\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}");

    assertThatThrownBy(() -> deploy(order(TargetKind.AWS, Map.of(), false, true)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("machine.asl.json): $.StartAt is 'Gone'");
    assertThat(buckets.calls).isEmpty();
  }

  private boolean deploy(DeployOrder order) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T02:00:00Z"), ZoneOffset.UTC);
    Waiting waiting = new Waiting(interruption, Duration.ZERO);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Deployer(stacks, buckets, waiting, out, _ -> answer, clock).deploy(order);
  }

  private DeployOrder order(
      TargetKind target, Map<String, String> parameters, boolean dryRun, boolean yes) {
    return new DeployOrder(
        target,
        "batchwright",
        directory.resolve("template.yaml"),
        parameters,
        Optional.empty(),
        List.of(),
        "artifacts",
        dryRun,
        yes);
  }

  private static ChangeSet changes(Change... changes) {
    return new ChangeSet("CREATE_COMPLETE", "", FakeStacks.ID, List.of(changes));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
