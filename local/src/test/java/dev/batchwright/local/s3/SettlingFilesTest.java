package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Time is what a test says it is: nanoseconds, of which a file has to stand still for ten.
class SettlingFilesTest {
  private static final Path A = Path.of("a");

  private final Map<Path, FileIdentity> disk = new HashMap<>();
  private final SettlingFiles files = new SettlingFiles(Duration.ofNanos(10), this::look);

  @Test
  void aFileIsGivenOutOnceItHasStoodStillAndOnlyOnce() throws IOException {
    disk.put(A, new FileIdentity(1, 1, 1));
    files.touched(A);
    assertThat(files.settled(0)).isEmpty();
    assertThat(files.settled(9)).isEmpty();
    disk.put(A, new FileIdentity(2, 1, 1));
    files.touched(A);
    assertThat(files.settled(12)).isEmpty();
    disk.put(A, new FileIdentity(2, 2, 1));
    assertThat(files.settled(15)).isEmpty();
    assertThat(files.settled(24)).isEmpty();
    assertThat(files.settled(25)).containsExactly(A);
    assertThat(files.isEmpty()).isTrue();
    assertThat(files.settled(99)).isEmpty();
  }

  @Test
  void aFileThatGoesAgainIsForgotten() throws IOException {
    disk.put(A, new FileIdentity(1, 1, 1));
    files.touched(A);
    assertThat(files.settled(0)).isEmpty();
    disk.clear();
    assertThat(files.settled(20)).isEmpty();
    assertThat(files.isEmpty()).isTrue();
  }

  private FileIdentity look(Path file) throws IOException {
    FileIdentity there = disk.get(file);
    if (there == null) {
      throw new NoSuchFileException(file.toString());
    }
    return there;
  }
}
