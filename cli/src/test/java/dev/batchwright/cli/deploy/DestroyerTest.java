package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.Buckets.Content;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.StackResource;
import dev.batchwright.cli.execution.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DestroyerTest {

  private final FakeStacks stacks = new FakeStacks();
  private final FakeBuckets buckets = new FakeBuckets();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void stack() {
    stacks.resources.add(new StackResource("DataBucket", "AWS::S3::Bucket", "data-1"));
    stacks.resources.add(new StackResource("IncomingBucket", "AWS::S3::Bucket", "incoming-1"));
    stacks.resources.add(new StackResource("DeadLetters", "AWS::SQS::Queue", "letters-1"));
    stacks.resources.add(new StackResource("Triggers", "AWS::SQS::Queue", "triggers-1"));
    stacks.afterDelete("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
  }

  @Test
  void aStackWithDataIsNotTouched() {
    stacks.is("UPDATE_COMPLETE");
    buckets.contents.put("data-1", new Content(1000, true));

    assertThatThrownBy(() -> destroy(false))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("holds data and was not touched")
        .hasMessageContaining("s3://data-1 has 1,000 or more objects")
        .hasMessageContaining("aws s3 rm s3://data-1 --recursive")
        .message()
        .doesNotContain("incoming-1");
    assertThat(stacks.calls).isEmpty();
  }

  @Test
  void dataMayStayBehind() {
    stacks.is("UPDATE_COMPLETE");
    buckets.contents.put("data-1", new Content(7, false));

    assertThat(destroy(true)).isTrue();

    assertThat(buckets.calls).containsExactly("delete incoming-1");
    assertThat(printed())
        .contains("Stack batchwright is deleted.")
        .contains("Kept, with what is in it: bucket s3://data-1")
        .contains("Deleted bucket s3://incoming-1")
        .contains("queue letters-1")
        .doesNotContain("triggers-1");
  }

  @Test
  void anEmptyStackGoesWithItsBuckets() {
    stacks.is("CREATE_COMPLETE");

    assertThat(destroy(false)).isTrue();

    assertThat(stacks.calls).containsExactly("delete");
    assertThat(buckets.calls).containsExactly("delete data-1", "delete incoming-1");
  }

  @Test
  void aStackInProgressIsLeftAlone() {
    stacks.is("UPDATE_IN_PROGRESS");

    assertThatThrownBy(() -> destroy(true))
        .hasMessage("stack batchwright is UPDATE_IN_PROGRESS: wait until that is done");
    assertThat(stacks.calls).isEmpty();
  }

  @Test
  void noStackIsAlreadyGone() {
    assertThat(destroy(false)).isTrue();
    assertThat(printed()).isEqualToIgnoringNewLines("There is no stack batchwright.");
  }

  private boolean destroy(boolean keepData) {
    Waiting waiting = new Waiting(new Interruption(), Duration.ZERO);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Destroyer(stacks, buckets, waiting, out).destroy("batchwright", keepData);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
