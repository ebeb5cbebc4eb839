package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.clean.Cleaner;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Background;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Verifier;
import dev.batchwright.job.Job;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An abandoned run is started again while a cleaner who saw no execution of it is at work: one of
/// them comes in before every single request of the other and does all of its work. How they mix
/// otherwise, and with kills, is in the model (`CleanProtocolTest`).
final class CleanRaceTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOW = THEN.plus(Duration.ofDays(10));
  private static final WorkLayout LAYOUT =
      WorkLayout.of(S3Location.parse("s3://data/out/"), "again");

  private int published;
  private int refused;

  @ParameterizedTest
  @ValueSource(classes = {TestJobs.Keep.class, TestJobs.Totals.class})
  void aRunThatStartsBeforeAnyRequestOfACleaner(Class<? extends Job> job) {
    for (int at = 0; race(new Abandoned(job), at, true); at++) {}
    assertThat(published).isPositive();
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(classes = {TestJobs.Keep.class, TestJobs.Totals.class})
  void aCleanerWhoComesBeforeAnyRequestOfARun(Class<? extends Job> job) {
    for (int at = 0; race(new Abandoned(job), at, false); at++) {}
    assertThat(published).isPositive();
    assertThat(refused).isPositive();
  }

  /// @return whether both were at work: not once the first ends before the second comes in
  private boolean race(Abandoned run, int at, boolean cleanerFirst) {
    Storage store = run.scenario.storage;
    boolean[] came = {false};
    Runnable comesIn =
        () -> {
          came[0] = true;
          quietly(cleanerFirst ? run.starting(store) : run.cleaning(store));
        };
    Storage first = interrupted(store, at, comesIn);
    quietly(cleanerFirst ? run.cleaning(first) : run.starting(first));
    if (run.holds()) {
      published++;
    } else {
      refused++;
    }
    return came[0];
  }

  /// Both may fail, but with a cause that says what happened.
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (BatchException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static Storage interrupted(Storage store, int at, Runnable comesIn) {
    int[] requests = {0};
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("counted")) {
                return proxy;
              }
              if (method.getName().equals("background")) {
                return Background.inline();
              }
              if (requests[0]++ == at) {
                comesIn.run();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// A run that was left with all of its chunks committed and their uploads pending.
  private static final class Abandoned {
    final Scenario scenario = new Scenario(2, 2, 10);
    private final RunRequest request;

    Abandoned(Class<? extends Job> job) {
      scenario.storage.setNow(THEN);
      request =
          new RunRequest(
              job.getName(),
              List.of("s3://data/in/*.csv*"),
              "s3://data/out/",
              Map.of(),
              Scenario.options(200, 2));
      StateMachine machine = new StateMachine(scenario.storage, "first");
      var planned = machine.plan("again", request);
      machine.map(planned.work(), planned.items(), planned.waves());
    }

    Runnable starting(Storage storage) {
      return () -> new StateMachine(storage, "second").run("again", request);
    }

    Runnable cleaning(Storage storage) {
      return () -> clean(storage, NOW);
    }

    private static void clean(Storage storage, Instant now) {
      new Cleaner(storage, () -> now, _ -> false)
          .clean(S3Location.parse("s3://data/"), Duration.ofDays(7), true);
    }

    /// Either everything is published and provable, or nothing is visible and the id can be used
    /// again, at once or once it is free.
    ///
    /// @return whether it was published
    boolean holds() {
      if (isPublished()) {
        assertHolds();
        return true;
      }
      if (scenario.storage.get(LAYOUT.claim()).filter(this::isCleaner).isPresent()) {
        assertThat(scenario.storage.visible())
            .as("nothing of a cleaned run is visible")
            .allMatch(at -> at.key().startsWith("in/") || at.key().contains("_batchwright/"));
        clean(scenario.storage, NOW.plus(Duration.ofDays(30)));
        clean(scenario.storage, NOW.plus(Duration.ofDays(30)));
        assertThat(scenario.storage.uploads()).isEmpty();
        assertThat(scenario.storage.visible()).allMatch(at -> at.key().startsWith("in/"));
      }
      starting(scenario.storage).run();
      assertHolds();
      return false;
    }

    private boolean isCleaner(byte[] claim) {
      return new String(claim, StandardCharsets.UTF_8).contains("CLEANER");
    }

    private boolean isPublished() {
      return scenario.storage.head(S3Location.parse("s3://data/out/_SUCCESS")).isPresent();
    }

    private void assertHolds() {
      assertThat(new Verifier(scenario.storage).verify(LAYOUT, Depth.FULL).findings()).isEmpty();
    }
  }
}
