package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.StackEvent;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Stacks that are left over from a creation or a deletion that failed.
class StackReadinessTest {

  private static final String STACK = "AWS::CloudFormation::Stack";

  private final FakeStacks stacks = new FakeStacks();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whatIsLeftOfAStackThatWasNeverMadeIsDeleted() {
    stacks.is("DELETE_FAILED").afterDelete("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
    happened("batchwright", STACK, "CREATE_IN_PROGRESS");
    happened("batchwright", STACK, "ROLLBACK_IN_PROGRESS");
    happened("batchwright", STACK, "DELETE_FAILED");

    assertThat(ready(stacks)).isEmpty();

    assertThat(stacks.calls).containsExactly("delete");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("Stack batchwright was never made: deleting what is left of it.");
  }

  @Test
  void whatCannotBeDeletedIsNamedWithTheCommandThatLeavesItBehind() {
    stacks.is("ROLLBACK_COMPLETE").afterDelete("DELETE_IN_PROGRESS", "DELETE_FAILED");
    happened("Logs", "AWS::Logs::LogGroup", "DELETE_FAILED");
    happened("Alias", "AWS::Lambda::Alias", "DELETE_FAILED");
    happened("Queue", "AWS::SQS::Queue", "DELETE_COMPLETE");

    assertThatThrownBy(() -> ready(stacks))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("stack batchwright is DELETE_FAILED: it could not be deleted.")
        .hasMessageEndingWith(
            "delete-stack --stack-name batchwright --retain-resources Alias Logs");
  }

  @Test
  void aStackThatWasInUseIsLeftToItsOwner() {
    stacks.is("DELETE_FAILED");
    happened("batchwright", STACK, "CREATE_COMPLETE");
    happened("batchwright", STACK, "DELETE_FAILED");

    assertThatThrownBy(() -> ready(stacks))
        .hasMessageEndingWith("batchwright destroy --target aws --stack batchwright");
    assertThat(stacks.calls).isEmpty();
  }

  @Test
  void aStackWhoseBeginningIsForgottenIsLeftToItsOwner() {
    stacks.is("DELETE_FAILED");
    happened("batchwright", STACK, "DELETE_FAILED");

    assertThatThrownBy(() -> ready(stacks)).hasMessageContaining("batchwright destroy");
  }

  @Test
  void localStackGoesOnDeletingWhateverItSaysMeanwhile() {
    stacks
        .is("ROLLBACK_COMPLETE")
        .afterDelete(
            "DELETE_IN_PROGRESS",
            "DELETE_FAILED",
            "ROLLBACK_IN_PROGRESS",
            "ROLLBACK_COMPLETE",
            "DELETE_COMPLETE");

    assertThat(ready(new LocalStackStacks(stacks))).isEmpty();
  }

  @Test
  void aDeletionThatIsOverOnLocalStackIsOver() {
    stacks.is("ROLLBACK_COMPLETE");
    String[] looks =
        Collections.nCopies(LocalStackStacks.QUIET_LOOKS + 2, "DELETE_FAILED")
            .toArray(String[]::new);
    stacks.afterDelete(looks);

    assertThatThrownBy(() -> ready(new LocalStackStacks(stacks)))
        .hasMessageContaining("stack batchwright is DELETE_FAILED: it could not be deleted");
  }

  private void happened(String logicalId, String type, String status) {
    stacks.events.add(
        new StackEvent("e" + stacks.events.size(), "12:00:00", logicalId, type, status, ""));
  }

  private Optional<Stacks.Stack> ready(Stacks seen) {
    Waiting waiting = new Waiting(new Interruption(), Duration.ZERO);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new StackReadiness(seen, waiting, out)
        .ready(
            new DeployOrder(
                TargetKind.AWS,
                "batchwright",
                Path.of("template.yaml"),
                Map.of(),
                Optional.empty(),
                List.of(),
                "artifacts",
                false,
                true));
  }
}
