package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.FakeExecutions;
import dev.batchwright.cli.execution.Happening;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.Pace;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.letters.DeadLetters;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.target.FileReader;
import dev.batchwright.cli.target.ObjectReader;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T03:04:05Z"));

  @TempDir Path home;
  private final FakeExecutions states = new FakeExecutions();
  private final Interruption interruption = new Interruption();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void makeInput() throws IOException {
    Files.writeString(home.resolve("in.csv"), "a,b\n1,2\n");
    states.entered("Plan chunks");
    states.answered(
        "{\"work\":{\"bucket\":\"b\",\"key\":\"w/\"},\"chunks\":4,\"pending\":1,\"bytes\":2000000,\"objects\":2}");
  }

  @Test
  void aPublishedRunSaysWhatItDidAndShowsASmallAnswer() throws IOException {
    write("part-000000.csv", "carrier,n\nF9,685\nAS,714\n");
    write("manifest.json", "{\"outputs\":[{\"uri\":\"" + s3("part-000000.csv") + "\"}]}");
    write("summary.json", "{\"effects\":{\"attempts\":4,\"requests\":{\"GET\":20,\"PUT\":9}}}");
    write(
        "rows.jsonl",
        "{\"object\":\"s3://x/y@e\",\"row\":2,\"startByte\":7,\"column\":\"n\",\"reason\":\"no number\"}\n");
    states.history.add(new Happening.TaskFailed(3, "Lambda.ServiceException"));
    states.standings.add(new Standing.Succeeded(published()));

    assertThat(run(order(false, false))).isEqualTo(ExitCode.PUBLISHED);
    assertThat(out())
        .contains("Run count-by-20261124T030405 is published")
        .contains("  read                  1,000 rows  2 objects, 2.00 MB\n")
        .contains("  kept                    898 rows\n")
        .contains("  filtered                100 rows\n")
        .contains("  quarantined               2 rows\n")
        .contains("s3://x/y row 2, byte 7: column n: no number")
        .contains("  written                   2 rows  1 object, 25 B\n")
        .contains("4 chunks (3 committed by earlier starts), 5 attempts, 1 retry, 29 S3 requests")
        .contains("  manifest    " + home.resolve("out") + "/manifest.json\n")
        .contains("  log         " + home.resolve("state/logs/count-by-20261124T030405.log") + "\n")
        .endsWith("carrier    n\n-------  ---\nF9       685\nAS       714\n");
    assertThat(err())
        .contains("Resuming: 3 of 4 chunks are committed already and are not done again.");
  }

  @Test
  void jsonIsOneDocumentOnStandardOutput() {
    states.standings.add(new Standing.Succeeded(published()));

    assertThat(run(order(true, false))).isEqualTo(ExitCode.PUBLISHED);
    assertThat(out())
        .startsWith("{")
        .contains("\"status\" : \"published\"")
        .contains("\"exitCode\" : 0")
        .contains("\"quarantined\" : 2")
        .contains("\"chunksCommittedBefore\" : 3")
        .contains("\"manifest\" : \"" + home.resolve("out") + "/manifest.json\"")
        .endsWith("}\n");
  }

  @Test
  void aFailedRunSaysWhyAndHowToGoOn() {
    states.entered("Publish");
    states.entered("Failed");
    states.standings.add(new Standing.Failed("x.UnbalancedException", "chunk 3 is missing"));

    assertThat(run(order(false, false))).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains("batchwright: run count-by-20261124T030405 failed after")
        .contains(": chunk 3 is missing\n")
        .contains("x.UnbalancedException, in state Publish")
        .contains("work          s3://b/w/\n")
        .contains("dead letters  queue DeadLetters\n")
        .contains("resume with   batchwright run count-by --run-id count-by-20261124T030405\n");
  }

  @Test
  void aRefusedRunIsOneLineAndLeavesNothing() {
    states.entered("Refused");
    states.standings.add(new Standing.Failed("x.BadRequestException", "unknown job 'count-bi'"));

    assertThat(run(order(false, false))).isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(out()).isEmpty();
    assertThat(err()).endsWith("\nbatchwright: unknown job 'count-bi'\n");
    assertThat(home.resolve("out")).doesNotExist();
  }

  @Test
  void aStoppedRunSaysHowToResume() {
    states.standings.add(new Standing.Running());
    interruption.request();

    assertThat(run(order(false, false))).isEqualTo(ExitCode.STOPPED);
    assertThat(states.stopped).hasSize(1);
    assertThat(err())
        .contains("Run count-by-20261124T030405 is stopped; at least 3 of 4 chunks are committed")
        .contains("Resume with  batchwright run count-by --run-id count-by-20261124T030405\n");
  }

  @Test
  void aRunIdThatWasGivenIsNotAddedAgain() {
    states.standings.add(new Standing.Running());
    interruption.request();
    run(order(false, true));

    assertThat(err()).endsWith("Resume with  batchwright run count-by --run-id mine\n");
  }

  @Test
  void whatHandlersPrintGoesToTheLog() throws IOException {
    states.standings.add(new Standing.Succeeded(published()));
    states.onStanding =
        () -> {
          System.out.println("{\"level\":\"INFO\"}");
          System.err.println("and this");
        };
    PrintStream before = System.out;
    run(order(false, false));

    assertThat(Files.readString(home.resolve("state/logs/count-by-20261124T030405.log")))
        .startsWith("{\"level\":\"INFO\"}\nand this\n");
    assertThat(out()).doesNotContain("level");
    assertThat(System.out).isSameAs(before);
  }

  @Test
  void aMissingInputIsRefusedBeforeAnythingIsMade() {
    RunOrder order = order(false, false);
    RunOrder missing =
        new RunOrder(
            order.job(),
            List.of(home.resolve("nope.csv").toString()),
            order.output(),
            false,
            order.settings(),
            order.options(),
            Optional.of("bad id"),
            order.target(),
            order.endpoint(),
            order.stateMachine(),
            order.stateDirectory(),
            order.jars(),
            false,
            List.of());

    assertThatThrownBy(() -> run(missing))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("nope.csv' does not exist");
    assertThat(home.resolve("out")).doesNotExist();
    assertThat(home.resolve("state")).doesNotExist();
  }

  private RunOrder order(boolean json, boolean withRunId) {
    return new RunOrder(
        "count-by",
        List.of(home.resolve("in.csv").toString()),
        home.resolve("out").toString(),
        false,
        Map.of("by", "a"),
        RunOptions.DEFAULT,
        withRunId ? Optional.of("mine") : Optional.empty(),
        TargetKind.LOCAL,
        Optional.empty(),
        Optional.empty(),
        home.resolve("state"),
        List.of(),
        json,
        withRunId ? List.of("run", "count-by", "--run-id", "mine") : List.of("run", "count-by"));
  }

  private ExitCode run(RunOrder order) {
    Terminal terminal = Terminal.plain(stream(out), stream(err));
    return new Runner(terminal, interruption, (_, places) -> new FakeTarget(states, places), CLOCK)
        .run(order);
  }

  /// What publishing answers, with the URIs that the output directory has as a bucket.
  private String published() {
    return """
    {"run":"r","output":"%s","manifest":"%s","summary":"%s","quarantine":"%s","work":"s3://b/w/",
     "outputs":1,"bytesWritten":25,"rowsRead":1000,"rowsWritten":2,"rowsFiltered":100,"rowsQuarantined":2,"failedChunks":0,
     "isNew":true}
    """
        .formatted(s3(""), s3("manifest.json"), s3("summary.json"), s3("rows.jsonl"));
  }

  private String s3(String key) {
    Path output = home.resolve("out");
    try {
      boolean made = !Files.exists(output);
      Files.createDirectories(output);
      var places = new dev.batchwright.cli.place.LocalPlaces(home, home);
      String uri = places.output(output.toString()) + key;
      if (made) {
        Files.delete(output);
      }
      return uri;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(home.resolve("out"));
    Files.writeString(home.resolve("out").resolve(name), text);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private record FakeTarget(Executions executions, Places places) implements Target {
    @Override
    public Storage storage() {
      throw new UnsupportedOperationException("a run is started and followed without it");
    }

    @Override
    public ObjectReader objects() {
      return new FileReader(places);
    }

    @Override
    public WorkSoFar work() {
      return WorkSoFar.UNKNOWN;
    }

    @Override
    public DeadLetters letters() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String deadLetters() {
      return "queue DeadLetters";
    }

    @Override
    public Pace pace() {
      return Pace.LOCAL;
    }

    @Override
    public void close() {}
  }
}
