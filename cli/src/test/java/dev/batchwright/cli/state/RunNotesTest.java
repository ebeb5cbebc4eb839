package dev.batchwright.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.place.Mount;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunNotesTest {

  private static final Instant START = Instant.parse("2026-11-24T03:04:05.678Z");

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("ends")
  void aNoteComesBackAsItWasWritten(Standing standing) {
    Mount mount = new Mount("in-1", home, "in put", true);
    Described execution = described("r1-20261124T030405", standing);
    new RunNotes(home).write(RunNote.of(execution, List.of(mount)));

    RunNote note = new RunNotes(home).find("r1").orElseThrow();
    assertThat(note.described()).isEqualTo(execution);
    assertThat(note.mounts()).containsExactly(mount);
  }

  static Stream<Standing> ends() {
    return Stream.of(
        new Standing.Succeeded("{\"rowsRead\":3}"),
        new Standing.Failed("x.Error", "why"),
        new Standing.Aborted());
  }

  @Test
  void aRunWhoseProcessIsGoneCountsAsStopped() {
    new RunNotes(home).write(RunNote.of(described("r1", new Standing.Running()), List.of()));
    assertThat(new RunNotes(home).find("r1").orElseThrow().described().standing())
        .isEqualTo(new Standing.Aborted());
  }

  @Test
  void theOldestNotesGoWhenThereAreTooMany() throws IOException {
    RunNotes notes = new RunNotes(home);
    notes.write(RunNote.of(described("first", new Standing.Aborted()), List.of()));
    Path first = home.resolve("runs/r1.json");
    for (int i = 0; i < RunNotes.MOST; i++) {
      Files.copy(first, home.resolve("runs/old-" + i + ".json"));
    }
    Files.setLastModifiedTime(first, FileTime.from(START));
    notes.write(RunNote.of(described("r2", new Standing.Aborted()), List.of()));
    assertThat(notes.all()).hasSize(RunNotes.MOST);
    assertThat(first).doesNotExist();
  }

  @Test
  void whatIsNoRunHasNoNote() {
    assertThat(new RunNotes(home).find("../../etc/passwd")).isEmpty();
    assertThat(new RunNotes(home).find("nothing")).isEmpty();
    assertThat(new RunNotes(home).all()).isEmpty();
  }

  @Test
  void aRunIsLockedOnce() throws IOException {
    try (Closeable _ = new RunNotes(home).lock("r1")) {
      assertThatThrownBy(() -> new RunNotes(home).lock("r1"))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("r1 is being redriven already");
    }
    new RunNotes(home).lock("r1").close();
  }

  @Test
  void aTargetIsFoundWhileItsProcessLives() {
    Living living = Living.here(URI.create("http://127.0.0.1:4566"), true);
    living.announce(home);
    Living gone =
        new Living(URI.create("http://127.0.0.1:4567"), living.pid(), Optional.of(START), false);
    gone.announce(home);

    assertThat(Living.all(home)).as("process numbers are given again").containsExactly(living);
    living.leave(home);
    assertThat(Living.all(home)).isEmpty();
  }

  private static Described described(String name, Standing standing) {
    Optional<Instant> end =
        standing instanceof Standing.Running ? Optional.empty() : Optional.of(START.plusSeconds(2));
    return new Described(
        "arn:aws:states:us-east-1:000000000000:execution:local-BatchRun:" + name,
        name,
        "{\"job\":\"count-by\",\"run\":\"" + (name.startsWith("r2") ? "r2" : "r1") + "\"}",
        standing,
        START,
        end);
  }
}
