package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.letters.Letter;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.target.LocalEndpoints;
import dev.batchwright.cli.target.LocalTarget;
import dev.batchwright.cli.target.ProjectHome;
import dev.batchwright.cli.target.RemoteTarget;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chunk whose handler fails for a reason outside of the run, and the run after that is gone.
class RedriveTest {

  private static final String WINDOW = "orders-window-20261124T021500Z";
  private static final AtomicBoolean BROKEN = new AtomicBoolean();

  /// Copies rows, unless what it needs for the row of Rome is broken.
  public static final class Copy implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader())
          .where(row -> {
            if (BROKEN.get() && row.text("city").equals("Rome")) {
              throw new BadInputException("the exchange rates are not there");
            }
            return true;
          })
          .write(Csv.withHeader());
    }
  }

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void twoChunks() throws IOException {
    Files.createDirectory(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\nOslo,2\n");
    Files.writeString(home.resolve("in/b.csv"), "city,n\nRome,3\nRome,4\n");
    BROKEN.set(true);
  }

  @Test
  void whatFailedIsDoneAgainAndOnlyItsLettersGo() throws IOException {
    assertThat(copy("one")).as(console.err()).isEqualTo(1);
    assertThat(copy("other")).as(console.err()).isEqualTo(1);
    assertThat(letters("one")).containsExactly("chunk 1", "the run");

    assertThat(run("redrive", "one")).as(console.err()).isEqualTo(1);
    assertThat(console.err())
        .contains("Redriving run one: ", "2 dead letters (chunk 1, the run)")
        .contains("1 of 2 chunks are committed already")
        .contains("the exchange rates are not there")
        .contains("resume with   batchwright redrive one")
        .contains("Dead letters of run one: 2 removed, left: 2 dead letters (chunk 1, the run)");
    assertThat(letters("one")).as("no more than before").containsExactly("chunk 1", "the run");

    BROKEN.set(false);
    assertThat(run("redrive", "one")).as(console.err()).isZero();
    assertThat(console.out()).contains("Run one is published");
    assertThat(console.err()).contains("Dead letters of run one: 2 removed, none is left");
    assertThat(letters("one")).isEmpty();
    assertThat(letters("other")).containsExactly("chunk 1", "the run");
    assertThat(published("one")).isEqualTo("Oslo,2\nParis,1\nRome,3\nRome,4\n");

    assertThat(run("redrive", "one")).isZero();
    assertThat(console.err()).contains("Run one is published already; nothing is left to redrive.");
    assertThat(run("list")).isZero();
    assertThat(console.out()).containsPattern("one +published").containsPattern("other +failed");
  }

  @Test
  void aRunWhoseLettersAreGoneIsRedrivenAllTheSame() throws IOException {
    copy("one");
    try (Target target = target()) {
      target.letters().delete(target.letters().take("one"));
    }
    BROKEN.set(false);
    assertThat(run("redrive", "one")).as(console.err()).isZero();
    assertThat(console.err()).contains("without dead letters").doesNotContain("removed");
  }

  @Test
  void aRunThatWentOnByItselfLeavesLettersThatAreSettledLater() throws IOException {
    copy("one");
    BROKEN.set(false);
    assertThat(copy("one")).as(console.err()).isZero();
    assertThat(letters("one")).hasSize(2);

    assertThat(run("redrive", "one")).as(console.err()).isZero();
    assertThat(console.err()).contains("published already", "2 removed, none is left");
    assertThat(letters("one")).isEmpty();
  }

  @Test
  void twoRedrivesOfOneRunAreOneTooMany() throws IOException {
    copy("one");
    try (Closeable _ = new RunNotes(home.resolve("state")).lock("one")) {
      assertThat(run("redrive", "one")).isEqualTo(2);
    }
    assertThat(console.err()).contains("run one is being redriven already");
    assertThat(run("redrive", "nothing")).isEqualTo(2);
    assertThat(console.err()).contains("there is no run 'nothing'");
  }

  @Test
  void aRunOfABatchwrightLocalIsRedrivenThere() throws IOException {
    Path data = home.resolve("state/s3/data");
    Files.createDirectories(data);
    Files.move(home.resolve("in"), data.resolve("in"));
    try (StandardStreams _ = StandardStreams.to(home.resolve("log"));
        LocalEndpoints local =
            LocalEndpoints.start(home.resolve("state"), List.of(), OptionalInt.of(0))) {
      String endpoint = local.target().endpoint().toString();
      int code =
          console.run(words("one", "s3://data/in/", "s3://data/out/", "--endpoint-url", endpoint));
      assertThat(code).as(console.err()).isEqualTo(1);

      BROKEN.set(false);
      assertThat(run("redrive", "one")).as(console.err()).isZero();
      assertThat(console.err()).contains("Dead letters of run one: 2 removed, none is left");
      assertThat(local.executions().newest(Optional.empty(), 9))
          .as("a name is given once, so the second execution has the time in its name")
          .anySatisfy(it -> assertThat(it.name()).matches("one-\\d{8}T\\d{6}"));

      assertThat(run("redrive", "unknown")).isEqualTo(2);
      assertThat(console.err()).contains("knows no run 'unknown'; stop it first");
    }
  }

  /// A window whose binding is in no settings file, and then in one.
  @Test
  void aWindowThatStartedNoRunIsClosedAgain() throws Exception {
    try (StandardStreams _ = StandardStreams.to(home.resolve("log"));
        LocalEndpoints local = local("{\"bindings\": {}}")) {
      local
          .executions()
          .sibling("UploadWindow")
          .start(
              WINDOW,
              """
              {"binding": "orders", "window": "%s",
               "startsAt": "2026-11-24T02:15:00Z", "endsAt": "2026-11-24T02:30:00Z"}
              """
                  .formatted(WINDOW));
      assertThat(run("watch", WINDOW)).as("it has ended").isEqualTo(1);
      assertThat(letters(local, WINDOW)).containsExactly("its window of uploads");

      assertThat(run("redrive", WINDOW)).as(console.err()).isEqualTo(1);
      assertThat(console.err())
          .contains("Run " + WINDOW + " was not started", "failed in state 'Close window'")
          .contains("Closing it again", "failed again", "orders");
      assertThat(letters(local, WINDOW)).as("once").containsExactly("its window of uploads");
    }
    String bound =
        """
        {"bindings": {"orders": {
          "job": "%s", "output": "s3://{data}/out/{run}/",
          "uploads": {"prefix": "orders/", "window": "PT15M"}}}}
        """
            .formatted(Copy.class.getName());
    try (StandardStreams _ = StandardStreams.to(home.resolve("log"));
        LocalEndpoints local = local(bound)) {
      assertThat(run("redrive", WINDOW)).as(console.err()).isZero();
      assertThat(console.out()).contains("Run " + WINDOW + " is started");
      assertThat(letters(local, WINDOW)).doesNotContain("its window of uploads");
      assertThat(local.executions().describe(local.executions().arnOf(WINDOW))).isPresent();
    }
  }

  private LocalEndpoints local(String settings) throws IOException {
    Path file = Files.writeString(home.resolve("batchwright.json"), settings);
    Path state = home.resolve("state");
    return LocalEndpoints.start(
        ProjectHome.template(state),
        state,
        List.of(),
        OptionalInt.of(0),
        embedded -> embedded.environment(Bindings.VARIABLE, file.toString()));
  }

  private static List<String> letters(LocalEndpoints local, String run) {
    URI endpoint = local.target().endpoint();
    try (Target target =
        RemoteTarget.reach(TargetKind.LOCAL, Optional.of(endpoint), Optional.empty())) {
      return letters(target, run);
    }
  }

  private int copy(String run) {
    return console.run(
        words(
            run,
            home.resolve("in").toString(),
            home.resolve("out-" + run).toString(),
            "--state-dir",
            home.resolve("state").toString()));
  }

  private static String[] words(String run, String input, String output, String... more) {
    Stream<String> words =
        Stream.of(
            "run",
            Copy.class.getName(),
            "-i",
            input,
            "-o",
            output,
            "--run-id",
            run,
            "--chunk-size",
            "24",
            "--max-concurrency",
            "1");
    return Stream.concat(words, Arrays.stream(more)).toArray(String[]::new);
  }

  private int run(String... words) {
    String[] state = {"--state-dir", home.resolve("state").toString()};
    return console.run(
        Stream.concat(Arrays.stream(words), Arrays.stream(state)).toArray(String[]::new));
  }

  private Target target() {
    Path state = home.resolve("state");
    return LocalTarget.start(state, LocalPlaces.of(List.of(), state.resolve("s3")));
  }

  /// What the letters of a run are about; they stay.
  private List<String> letters(String run) {
    try (Target target = target()) {
      return letters(target, run);
    }
  }

  private static List<String> letters(Target target, String run) {
    List<Letter> letters = target.letters().take(run);
    target.letters().giveBack(letters);
    return letters.stream().map(Letter::about).sorted().toList();
  }

  private String published(String run) throws IOException {
    StringBuilder rows = new StringBuilder();
    try (Stream<Path> parts = Files.list(home.resolve("out-" + run))) {
      for (Path part : parts.filter(it -> it.toString().endsWith(".csv")).sorted().toList()) {
        Files.readAllLines(part).stream()
            .skip(1)
            .sorted()
            .forEach(row -> rows.append(row).append('\n'));
      }
    }
    return rows.toString();
  }
}
