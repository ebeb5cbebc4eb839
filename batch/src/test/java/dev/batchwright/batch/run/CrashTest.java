package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.job.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A run that is killed, or has a call fail, at any one of its calls to the store and is started
/// again by the same id gives the answer of a run without faults. Every call is tried.
final class CrashTest {

  private static final long SEED = 11;

  private static Scenario scenario() {
    return new Scenario(SEED, 2, 6);
  }

  private static RunRequest request(Class<? extends Job> job) {
    return Scenario.request(job, Scenario.options(90, 2));
  }

  @ParameterizedTest
  @EnumSource
  void aRunOfRowsGoesOnFromAnyCall(FaultyStorage.Fault fault) {
    everyCall(TestJobs.Keep.class, fault);
  }

  @ParameterizedTest
  @EnumSource
  void aSortGoesOnFromAnyCall(FaultyStorage.Fault fault) {
    everyCall(TestJobs.Sorted.class, fault);
  }

  private static void everyCall(Class<? extends Job> job, FaultyStorage.Fault fault) {
    Scenario healthy = scenario();
    new StateMachine(healthy.storage, "healthy").run("run-1", request(job));
    int call = 0;
    while (fails(job, fault, call, healthy.output())) {
      call++;
    }
    assertThat(call).as("calls of a run").isGreaterThan(40);
  }

  /// Answers whether the run came to the call.
  private static boolean fails(
      Class<? extends Job> job, FaultyStorage.Fault fault, int call, String expected) {
    Scenario scenario = scenario();
    FaultyStorage faulty = new FaultyStorage(scenario.storage, fault, call);
    try {
      new StateMachine(faulty, "first").run("run-1", request(job));
    } catch (TransientException e) {
      assertThat(faulty.hasFailed()).isTrue();
    }
    if (!faulty.isCompleting()) {
      assertThat(scenario.visible()).as("%s call %d, before publish", fault, call).isEmpty();
    }
    Map<String, byte[]> commits = commits(scenario);
    new StateMachine(scenario.storage, "second").run("run-1", request(job));
    assertThat(scenario.output()).as("%s call %d", fault, call).isEqualTo(expected);
    assertThat(scenario.visible()).contains(Scenario.OUTPUT.plus("_SUCCESS"));
    assertThat(commits(scenario))
        .as("%s call %d: what was committed stands", fault, call)
        .containsAllEntriesOf(commits);
    return faulty.hasFailed();
  }

  private static Map<String, byte[]> commits(Scenario scenario) {
    List<S3Location> keys =
        scenario.storage.visible().stream()
            .filter(at -> at.key().contains("/commits/map/"))
            .toList();
    return keys.stream()
        .collect(Collectors.toMap(S3Location::key, at -> scenario.storage.get(at).orElseThrow()));
  }
}
