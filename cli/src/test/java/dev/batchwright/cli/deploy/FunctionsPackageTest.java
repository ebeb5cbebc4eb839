package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsPackageTest {

  @TempDir private Path directory;

  @Test
  void theSameContentMakesTheSameBytes() throws IOException {
    Path jar = Files.writeString(directory.resolve("jobs.jar"), "jobs");
    Path settings = Files.writeString(directory.resolve("mine.json"), "{}");
    Path one = zip("one.zip", 1_000_000_000_000L, "lib/a.jar", "lib/b.jar");
    Path two = zip("two.zip", 1_700_000_000_000L, "lib/b.jar", "lib/a.jar");

    Path first = write("first", one, List.of(jar), Optional.of(settings));
    Path second = write("second", two, List.of(jar), Optional.of(settings));

    assertThat(first).hasSameBinaryContentAs(second);
    try (ZipFile zip = new ZipFile(first.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("batchwright.json", "lib/a.jar", "lib/b.jar", "lib/jobs.jar");
      // A zip counts in steps of two seconds, so that equal bytes alone may be luck.
      assertThat(zip.stream().map(ZipEntry::getTimeLocal))
          .containsOnly(LocalDateTime.of(1980, 1, 1, 0, 0));
      assertThat(zip.getInputStream(zip.getEntry("lib/jobs.jar")).readAllBytes())
          .asString()
          .isEqualTo("jobs");
    }
    Files.writeString(settings, "{ }");
    Path third = write("third", two, List.of(jar), Optional.of(settings));
    assertThat(Artifact.of(third, "f", ".zip").key())
        .isNotEqualTo(Artifact.of(first, "f", ".zip").key())
        .matches("batchwright/f-[0-9a-f]{64}\\.zip");
  }

  @Test
  void aDirectoryOfClassesIsPutAtTheTop() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/com"));
    Files.writeString(classes.resolve("Job.class"), "job");

    Path made =
        write(
            "made",
            zip("base.zip", 0, "lib/a.jar"),
            List.of(classes.getParent()),
            Optional.empty());

    try (ZipFile zip = new ZipFile(made.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("com/Job.class", "lib/a.jar");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.class", "lib/../../evil.jar", "/etc/evil", "lib\\..\\evil"})
  void anEntryThatLeadsOutOfThePackageIsRefused(String name) throws IOException {
    Path base = zip("base.zip", 0, "lib/a.jar", name);
    assertThatThrownBy(() -> write("x", base, List.of(), Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("has the entry '" + name + "', which leads out of it");
  }

  @Test
  void ofZstdOnlyTheLibrariesThatLambdaCanLoadAreThere() throws IOException {
    Path zstd =
        zip(
            "zstd-jni-1.5.7-28.jar",
            0,
            "META-INF/MANIFEST.MF",
            "com/github/luben/zstd/Zstd.class",
            "darwin/aarch64/libzstd-jni-1.5.7-28.dylib",
            "linux/aarch64/libzstd-jni-1.5.7-28.so",
            "linux/amd64/libzstd-jni-1.5.7-28.so",
            "linux/s390x/libzstd-jni-1.5.7-28.so",
            "win/amd64/libzstd-jni-1.5.7-28.dll");

    Path made = write("made", zip("base.zip", 0, "lib/a.jar"), List.of(zstd), Optional.empty());

    try (ZipFile zip = new ZipFile(made.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "com/github/luben/zstd/Zstd.class",
              "lib/a.jar",
              "linux/aarch64/libzstd-jni-1.5.7-28.so",
              "linux/amd64/libzstd-jni-1.5.7-28.so");
    }
  }

  @Test
  void whatIsMissingOrInTheWayIsRefused() throws IOException {
    Path base = zip("base.zip", 0, "lib/a.jar");
    Path clash = Files.writeString(directory.resolve("a.jar"), "another");

    assertThatThrownBy(() -> write("x", base, List.of(clash), Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("lib/a.jar in the functions' package, and another file is that");
    assertThatThrownBy(() -> write("x", base, List.of(Path.of("gone.jar")), Optional.empty()))
        .hasMessage("--jar gone.jar: there is no such file; build it first");
    assertThatThrownBy(() -> write("x", Path.of("gone.zip"), List.of(), Optional.empty()))
        .hasMessageContaining("gone.zip is not there; make it by: mvn package");
  }

  private Path write(String name, Path base, List<Path> jars, Optional<Path> settings) {
    Path into = directory.resolve(name);
    FunctionsPackage.write(base, jars, settings, into);
    return into;
  }

  private Path zip(String name, long time, String... entries) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        ZipEntry made = new ZipEntry(entry);
        made.setTime(time);
        zip.putNextEntry(made);
        zip.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return file;
  }
}
