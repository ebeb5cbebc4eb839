package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchwright.batch.clean.CleanedRun;
import dev.batchwright.batch.clean.Cleaner;
import dev.batchwright.batch.clean.Verdict;
import dev.batchwright.batch.commit.Claim;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Verifier;
import dev.batchwright.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clean removes, and what it must never.
final class CleanTest {

  private static final S3Location ALL = S3Location.parse("s3://data/");
  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOW = THEN.plus(Duration.ofDays(10));
  private static final Duration WEEK = Duration.ofDays(7);

  private final Scenario scenario = new Scenario(3, 2, 30);
  private final Set<String> running = new HashSet<>();

  CleanTest() {
    scenario.storage.setNow(THEN);
  }

  private List<CleanedRun> clean(boolean apply) {
    return new Cleaner(scenario.storage, () -> NOW, running::contains).clean(ALL, WEEK, apply);
  }

  private static RunRequest request(Class<? extends Job> job, String output) {
    return new RunRequest(
        job.getName(),
        List.of("s3://data/in/*.csv*"),
        "s3://data/" + output + "/",
        Map.of(),
        Scenario.options(200, 2));
  }

  private void publish(String run, String output) {
    new StateMachine(scenario.storage, run).run(run, request(TestJobs.Totals.class, output));
  }

  /// Plans and maps a run, and leaves it there, with the uploads of its winners and of a loser.
  private void leave(String run, String output) {
    StateMachine machine = new StateMachine(scenario.storage, run);
    var planned = machine.plan(run, request(TestJobs.Keep.class, output));
    machine.map(planned.work(), planned.items(), planned.waves());
    scenario.storage.createUpload(
        S3Location.parse("s3://data/" + output + "/part-000001.csv"), "loser");
  }

  private Map<S3Location, String> everything(Predicate<S3Location> which) {
    Map<S3Location, String> answer = new HashMap<>();
    scenario.storage.visible().stream()
        .filter(which)
        .forEach(at -> answer.put(at, scenario.storage.head(at).orElseThrow().etag()));
    return answer;
  }

  @Test
  void anAbandonedRunGoesWithItsUploadsAndNothingElse() {
    leave("old", "out");
    scenario.put("out/_batchwright/old/notes-of-mine.txt", new byte[3]);
    scenario.storage.createUpload(S3Location.parse("s3://data/out/mine.csv"), "me");
    Map<S3Location, String> before = everything(_ -> true);

    CleanedRun announced = clean(false).getFirst();
    assertThat(announced.verdict()).isEqualTo(Verdict.ABANDONED);
    assertThat(announced.objects()).isGreaterThan(3);
    assertThat(announced.bytes()).isPositive();
    assertThat(announced.unknown()).isEqualTo(1);
    assertThat(everything(_ -> true)).as("a dry run removes nothing").isEqualTo(before);

    assertThat(clean(true)).containsExactly(announced);
    assertThat(everything(at -> at.key().startsWith("out/")))
        .containsOnlyKeys(
            S3Location.parse("s3://data/out/_batchwright/old/notes-of-mine.txt"), claim("old"));
    assertThat(scenario.storage.uploads().values())
        .containsExactly(S3Location.parse("s3://data/out/mine.csv"));
    publish("new", "out");
  }

  private static S3Location claim(String run) {
    return S3Location.parse("s3://data/out/_batchwright/" + run + "/publish/claim.json");
  }

  @Test
  void aRunIdIsRefusedOnceItWasCleanedAndFreeADayLater() {
    leave("old", "out");
    scenario.storage.setNow(NOW);
    clean(true);
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> publish("old", "out"))
        .withMessageContaining("run old was cleaned up at 2026-11-11T00:00:00Z")
        .withMessageContaining(claim("old").uri());
    assertThat(cleanLater(Duration.ofHours(23)).getFirst().objects()).isZero();
    assertThat(everything(claim("old")::equals)).hasSize(1);
    CleanedRun later = cleanLater(Cleaner.CLAIM_LIFE).getFirst();
    assertThat(later.verdict()).isEqualTo(Verdict.CLEANED);
    assertThat(later.objects()).isEqualTo(1);
    assertThat(cleanLater(Cleaner.CLAIM_LIFE)).isEmpty();
    publish("old", "out");
  }

  private List<CleanedRun> cleanLater(Duration later) {
    return new Cleaner(scenario.storage, () -> NOW.plus(later), running::contains)
        .clean(ALL, Duration.ZERO, true);
  }

  /// What an attempt left that was at work all the while.
  @Test
  void whatIsWrittenAfterACleanGoesWithTheNext() {
    leave("old", "out");
    scenario.storage.setNow(NOW);
    clean(true);
    scenario.put("out/_batchwright/old/commits/map/000000.json", new byte[2]);
    scenario.storage.createUpload(S3Location.parse("s3://data/out/part-000000.csv"), "late");
    assertThat(clean(true)).extracting(CleanedRun::verdict).containsExactly(Verdict.YOUNG);
    CleanedRun next = cleanLater(Cleaner.CLAIM_LIFE).getFirst();
    assertThat(next.verdict()).isEqualTo(Verdict.CLEANED);
    assertThat(next.objects()).isEqualTo(1);
    assertThat(next.uploads()).isEqualTo(1);
    assertThat(everything(at -> at.key().startsWith("out/"))).containsOnlyKeys(claim("old"));
  }

  @Test
  void aPublisherWhoHasJustClaimedIsLeftAloneAndOneWhoIsGoneIsNot() {
    leave("old", "out");
    WorkLayout layout = WorkLayout.of(S3Location.parse("s3://data/out/"), "old");
    Claim.publish(scenario.storage, layout, "p", NOW);
    Duration lives = Cleaner.PUBLISHER_LIFE.minusSeconds(1);
    assertThat(cleanLater(lives).getFirst().verdict()).isEqualTo(Verdict.HALF_PUBLISHED);
    assertThat(cleanLater(Cleaner.PUBLISHER_LIFE).getFirst().verdict())
        .isEqualTo(Verdict.ABANDONED);
  }

  @Test
  void aRunThatRunsOrIsYoungKeepsItsUploads() {
    leave("old", "out");
    leave("other", "out");
    running.add("old");
    Map<S3Location, String> before = everything(at -> at.key().contains("/old/"));
    assertThat(clean(true))
        .extracting(CleanedRun::verdict)
        .containsExactly(Verdict.RUNNING, Verdict.ABANDONED);
    scenario.storage.delete(claim("other"));
    assertThat(everything(at -> at.key().contains("/old/"))).isEqualTo(before);
    assertThat(scenario.storage.uploads()).isNotEmpty();
    running.clear();
    scenario.storage.setNow(NOW.minus(Duration.ofDays(1)));
    scenario.put("out/_batchwright/old/failures/map/000000/x.json", new byte[2]);
    assertThat(clean(true)).extracting(CleanedRun::verdict).containsExactly(Verdict.YOUNG);
    assertThat(
            new StateMachine(scenario.storage, "again")
                .run("old", request(TestJobs.Keep.class, "out"))
                .rowsRead())
        .as("it goes on")
        .isEqualTo(scenario.rows);
  }

  @Test
  void ofAPublishedRunWhatNobodyNeedsGoes() {
    publish("good", "out");
    scenario.storage.createUpload(S3Location.parse("s3://data/out/part-000001.csv"), "loser");
    Map<S3Location, String> visible = everything(at -> !at.key().contains("_batchwright/"));
    CleanedRun cleaned = clean(true).getFirst();
    assertThat(cleaned.verdict()).isEqualTo(Verdict.PUBLISHED);
    assertThat(cleaned.objects()).isGreaterThan(2);
    assertThat(cleaned.uploads()).isEqualTo(1);
    assertThat(everything(at -> !at.key().contains("_batchwright/"))).isEqualTo(visible);
    assertThat(everything(at -> at.key().contains("/shuffle/") || at.key().contains("/items/")))
        .isEmpty();
    assertThat(verify("good", "out")).isTrue();
    assertThat(clean(true).getFirst().objects()).as("nothing is left to remove").isZero();
  }

  @Test
  void aPublishThatWasCutOffIsKeptSinceItsOutputsAreThere() {
    leave("half", "out");
    scenario.put("out/part-000000.csv", new byte[1]);
    Map<S3Location, String> before = everything(_ -> true);
    assertThat(clean(true)).extracting(CleanedRun::verdict).containsExactly(Verdict.HALF_PUBLISHED);
    assertThat(everything(_ -> true)).isEqualTo(before);
  }

  @Test
  void aRunOfWhichOnlyAnUploadIsLeft() {
    scenario.storage.createUpload(
        S3Location.parse("s3://data/out/_batchwright/gone/plan/chunks-a.jsonl"), "a");
    scenario.storage.createUpload(
        S3Location.parse("s3://data/out/_batchwright/no run id!/x"), "someone");
    assertThat(clean(true)).singleElement().satisfies(it -> assertThat(it.uploads()).isEqualTo(1));
    assertThat(scenario.storage.uploads()).hasSize(1);
  }

  private boolean verify(String run, String output) {
    WorkLayout layout = WorkLayout.of(S3Location.parse("s3://data/" + output + "/"), run);
    return new Verifier(scenario.storage).verify(layout, Depth.FULL).holds();
  }

  /// Some runs in some outputs, each killed at any call or let through, some running, some young.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverStateRunsAreInNothingPublishedOrUnderWayIsTouched(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Class<? extends Job>> jobs = List.of(TestJobs.Keep.class, TestJobs.Totals.class);
    Map<String, RunRequest> runs = new HashMap<>();
    Set<String> young = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      String run = "r" + i;
      RunRequest request = request(jobs.get(random.nextInt(2)), "out" + random.nextInt(3));
      boolean isYoung = random.nextInt(4) == 0;
      scenario.storage.setNow(isYoung ? NOW.minusSeconds(60) : THEN);
      int call = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(160);
      FaultyStorage.Fault fault = FaultyStorage.Fault.values()[random.nextInt(4)];
      try {
        new StateMachine(new FaultyStorage(scenario.storage, fault, call), run).run(run, request);
      } catch (TransientException | UnbalancedException | BadRequestException e) {
        // killed, or the output was another run's by then
      }
      runs.put(run, request);
      if (isYoung) {
        young.add(run);
      } else if (random.nextInt(4) == 0) {
        running.add(run);
      }
    }
    Predicate<S3Location> published = at -> !at.key().contains("_batchwright/");
    Predicate<S3Location> alive =
        at ->
            runs.keySet().stream()
                .filter(it -> young.contains(it) || running.contains(it))
                .anyMatch(it -> at.key().contains("_batchwright/" + it + "/"));
    Map<S3Location, String> visible = everything(published);
    Map<S3Location, String> kept = everything(alive);

    List<CleanedRun> announced = clean(false);
    assertThat(everything(published)).isEqualTo(visible);
    assertThat(clean(true)).isEqualTo(announced);

    assertThat(everything(published)).as("published").isEqualTo(visible);
    assertThat(everything(alive)).as("running or young").isEqualTo(kept);
    for (CleanedRun run : announced) {
      switch (run.verdict()) {
        case PUBLISHED ->
            assertThat(new Verifier(scenario.storage).verify(run.layout(), Depth.FULL).findings())
                .isEmpty();
        case ABANDONED ->
            assertThat(everything(at -> at.key().startsWith(run.layout().work().key())))
                .containsOnlyKeys(run.layout().claim());
        case CLEANED -> throw new AssertionError("none was cleaned before");
        case HALF_PUBLISHED, YOUNG, RUNNING -> resumes(run, runs);
      }
    }
  }

  /// Whoever was kept goes on, unless another run has its output.
  private void resumes(CleanedRun kept, Map<String, RunRequest> runs) {
    S3Location success = kept.layout().output().plus("_SUCCESS");
    if (scenario.storage.head(success).isPresent()) {
      return;
    }
    boolean alone =
        scenario.storage.visible().stream()
            .noneMatch(at ->
                at.key().startsWith(kept.layout().output().key())
                    && !at.key().contains("_batchwright/"));
    if (alone) {
      assertThat(
              new StateMachine(scenario.storage, "again")
                  .run(kept.run(), runs.get(kept.run()))
                  .rowsRead())
          .isEqualTo(scenario.rows);
    }
  }
}
