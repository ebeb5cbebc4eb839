package dev.batchwright.cli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlacesTest {

  @TempDir Path home;
  private LocalPlaces places;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(home.resolve("my data/2013"));
    Files.writeString(home.resolve("my data/a.csv"), "x\n");
    Files.writeString(home.resolve("my data/2013/b.csv"), "x\n");
    Files.writeString(home.resolve("top.csv"), "x\n");
    places = new LocalPlaces(home, home.resolve(".batchwright/s3"));
  }

  @Test
  void aFileIsAKeyOfItsDirectory() throws IOException {
    String uri = places.input("my data/a.csv");

    Mount mount = places.mounts().getFirst();
    assertThat(uri).isEqualTo("s3://" + mount.bucket() + "/a.csv");
    assertThat(mount.directory()).isEqualTo(home.resolve("my data").toRealPath());
    assertThat(mount.readOnly()).isTrue();
    assertThat(mount.bucket()).matches("my-data-[0-9a-f]{8}");
  }

  @Test
  void aGlobIsHandedOnBelowItsPlainDirectory() {
    String uri = places.input("my data/2013/*.csv");

    assertThat(uri).isEqualTo("s3://" + places.mounts().getFirst().bucket() + "/*.csv");
    assertThat(places.mounts().getFirst().directory()).endsWith(Path.of("my data/2013"));
  }

  @Test
  void aGlobOverDirectoriesStartsWhereItBecomesWild() {
    String uri = places.input("my data/**/b.csv");

    assertThat(uri).endsWith("/**/b.csv");
    assertThat(places.mounts().getFirst().directory()).endsWith(Path.of("my data"));
  }

  @Test
  void aDirectoryIsAWholeBucket() {
    assertThat(places.input("my data")).isEqualTo("s3://" + bucket() + "/");
    assertThat(places.input("my data/")).isEqualTo("s3://" + bucket() + "/");
    assertThat(places.mounts()).hasSize(1);
  }

  @Test
  void theSameDirectoryHasTheSameBucketInAnotherProcess() {
    String uri = places.input("my data/a.csv");

    LocalPlaces again = new LocalPlaces(home.resolve("my data"), home.resolve("elsewhere"));
    assertThat(again.input("a.csv")).isEqualTo(uri);
  }

  @Test
  void messagesComeBackAsTheUserWroteThem() {
    String file = places.input("my data/a.csv");
    String top = places.input("top.csv");
    String output = places.output("out/deep");

    assertThat(places.show("[" + file + "@etag bytes [0, 4)] broken"))
        .isEqualTo("[my data/a.csv@etag bytes [0, 4)] broken");
    assertThat(places.show(top + " and s3://other/key")).isEqualTo("top.csv and s3://other/key");
    assertThat(places.show(output + "part-000000.csv")).isEqualTo("out/deep/part-000000.csv");
    assertThat(places.show("output " + output + " is not empty"))
        .isEqualTo("output out/deep/ is not empty");
  }

  @Test
  void outputDirectoriesAreMadeAndTakenBackWhenNothingWasWritten() {
    places.output("out/deep");
    assertThat(home.resolve("out/deep")).isDirectory();

    places.undo();
    assertThat(home.resolve("out")).doesNotExist();
  }

  @Test
  void whatSomebodyPutThereIsLeftAlone() throws IOException {
    places.output("out/deep");
    Files.writeString(home.resolve("out/note"), "mine");

    places.undo();
    assertThat(home.resolve("out/note")).exists();
    assertThat(home.resolve("out/deep")).doesNotExist();
  }

  @Test
  void aDirectoryThatIsReadAndWrittenIsMountedWritable() {
    places.input("my data/2013/*.csv");
    places.output("my data/2013");

    assertThat(places.mounts()).hasSize(1);
    assertThat(places.mounts().getFirst().readOnly()).isFalse();
  }

  @Test
  void settingsThatNameAFileBecomeItsUri() {
    assertThat(places.setting("my data/a.csv")).isEqualTo("s3://" + bucket() + "/a.csv");
    assertThat(places.setting("./top.csv")).endsWith("/top.csv").startsWith("s3://");
    assertThat(places.setting("top.csv")).isEqualTo("top.csv");
    assertThat(places.setting("km/h")).isEqualTo("km/h");
    assertThat(places.setting("/")).isEqualTo("/");
  }

  @Test
  void filesAreFoundAgain() throws IOException {
    S3Location location = S3Location.parse(places.input("my data/a.csv"));

    assertThat(places.file(location).orElseThrow()).hasContent("x\n");
    assertThat(places.file(new S3Location("other", "k")))
        .contains(home.resolve(".batchwright/s3/other/k"));
  }

  @Test
  void s3UrisAreLeftAsTheyAre() {
    assertThat(places.input("s3://b/x/*.csv")).isEqualTo("s3://b/x/*.csv");
    assertThat(places.output("s3://b/out")).isEqualTo("s3://b/out/");
    assertThat(places.mounts()).isEmpty();
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused(() -> places.input("nope.csv"), "input 'nope.csv' does not exist");
    refused(() -> places.input("nope/*.csv"), "there is no directory");
    refused(() -> places.input("http://x/y"), "expected a path, a glob or an s3:// URI");
    refused(() -> places.input("s3://"), "is not an S3 URI");
    refused(() -> places.output("top.csv"), "output 'top.csv' is a file");
    refused(() -> places.output("top.csv/below"), "cannot be made");
  }

  @Test
  void anOutputWithinAnInputThatIsReadWithAllBelowIsRefused() {
    places.input("my data");
    refused(() -> places.output("my data/out"), "output 'my data/out' lies in input 'my data/'");
    places.undo();
    assertThat(home.resolve("my data/out")).doesNotExist();

    LocalPlaces flat = new LocalPlaces(home, home.resolve(".batchwright/s3"));
    flat.input("my data/*.csv");
    assertThat(flat.output("my data/out")).startsWith("s3://out-");
  }

  @Test
  void aFileWithAWildcardInItsNameIsRefused() throws IOException {
    Files.writeString(home.resolve("a*.csv"), "x\n");
    refused(() -> places.input("a*.csv"), "a file with a wildcard in its name");
  }

  private static void refused(Runnable call, String why) {
    assertThatThrownBy(call::run).isInstanceOf(BadRequestException.class).hasMessageContaining(why);
  }

  private String bucket() {
    return places.mounts().getFirst().bucket();
  }
}
