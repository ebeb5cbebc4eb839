package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.model.DeadlineException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Deadline;
import dev.batchwright.batch.storage.Listing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attempts whose time runs out stop by themselves, and leave nothing that is in the way.
final class DeadlineTest {

  private static final int LIMIT_MILLIS = 60_000;
  private static final int SHORT_MILLIS = 5_999;

  /// Time that is nearly used up once it was asked for so often.
  private static LongSupplier shortAfter(int looks) {
    AtomicInteger looked = new AtomicInteger();
    return () -> looked.getAndIncrement() < looks ? LIMIT_MILLIS : SHORT_MILLIS;
  }

  /// Stops a run at every place where it looks at the time, then does the same run again.
  @ParameterizedTest
  @ValueSource(classes = {TestJobs.Keep.class, TestJobs.Totals.class})
  void whereverARunStopsTheSameRunIdGoesOn(Class<? extends dev.batchwright.job.Job> job) {
    RunRequest request = Scenario.request(job, Scenario.options(400, 2));
    Scenario undisturbed = new Scenario(5, 2, 12);
    new StateMachine(undisturbed.storage, "only").run("r", request);
    int looks = 1;
    for (boolean stopped = true; stopped; looks++) {
      Scenario scenario = new Scenario(5, 2, 12);
      stopped = stops(scenario, request, looks);
      new StateMachine(scenario.storage, "again").run("r", request);
      assertThat(scenario.output()).as("after %d looks", looks).isEqualTo(undisturbed.output());
      assertThat(scenario.storage.uploads()).as("after %d looks", looks).isEmpty();
    }
    assertThat(looks).isGreaterThan(20);
  }

  private static boolean stops(Scenario scenario, RunRequest request, int looks) {
    try {
      Deadline.of("a state", shortAfter(looks))
          .call(() -> new StateMachine(scenario.storage, "late").run("r", request));
      return false;
    } catch (DeadlineException e) {
      assertThat(e).hasMessageContainingAll("a state: ", "5999 ms of the function's 60000 ms");
      return true;
    }
  }

  @Test
  void aChunkSaysHowFarItWasAndLeavesANote() {
    Scenario scenario = new Scenario(5, 1, 12);
    StateMachine machine = new StateMachine(scenario.storage, "late");
    Planned planned =
        machine.plan(
            "r", Scenario.request(TestJobs.Keep.class, Scenario.options(Long.MAX_VALUE / 2, 1)));
    // The look for a commit and the chunk's line come first, then the object.
    assertThatThrownBy(() ->
            Deadline.of("Map chunk", shortAfter(3))
                .call(() -> {
                  machine.map(planned.work(), planned.items(), planned.waves());
                  return true;
                }))
        .isInstanceOf(DeadlineException.class)
        .hasMessageContainingAll(
            "Map chunk: chunk 0 (s3://data/in/0.csv@",
            ": had read 0 of " + planned.bytes() + " bytes when 5999 ms",
            "--chunk-size",
            "WorkerMemory");
    S3Location failures = planned.work().plus("failures/");
    S3Location note = new Listing(scenario.storage, failures).next().location();
    FailureNote left =
        Json.read(scenario.storage.get(note).orElseThrow(), FailureNote.class, note.uri());
    assertThat(left.error()).isEqualTo(DeadlineException.class.getName());
    assertThat(left.cause()).contains("had read 0 of");
  }
}
