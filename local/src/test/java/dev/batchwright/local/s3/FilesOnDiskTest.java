package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects are files, the user's and ours: mounts, changes from outside, restarts.
class FilesOnDiskTest {

  @TempDir private Path directory;
  private Path data;
  private Path mine;
  private EmbeddedS3 embedded;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    data = directory.resolve("data");
    mine = Files.createDirectory(directory.resolve("mine"));
    open();
    s3.createBucket(b -> b.bucket("bucket"));
  }

  private void open() throws IOException {
    embedded = new EmbeddedS3(data);
    embedded.buckets().mount("mine", mine);
    s3 = embedded.client();
  }

  @AfterEach
  void stop() throws IOException {
    embedded.close();
  }

  private void restart() throws IOException {
    stop();
    open();
  }

  private void put(String bucket, String key, String text) {
    s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private String text(String bucket, String key) {
    return s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asUtf8String();
  }

  private HeadObjectResponse head(String bucket, String key) {
    return s3.headObject(b -> b.bucket(bucket).key(key));
  }

  private List<String> keys(String bucket) {
    return s3.listObjectsV2(b -> b.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  private static void assertRefused(ThrowingCallable call, int status, String says) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status))
        .hasMessageContaining(says);
  }

  @Test
  void anObjectIsAPlainFileUnderItsKey() throws IOException {
    put("bucket", "a/b c.csv", "x,y\n");
    assertThat(data.resolve("bucket/a/b c.csv")).hasContent("x,y\n");
    Files.writeString(data.resolve("bucket/a/mine.csv"), "1,2\n");
    assertThat(text("bucket", "a/mine.csv")).isEqualTo("1,2\n");
    assertThat(keys("bucket")).containsExactly("a/b c.csv", "a/mine.csv");
  }

  @Test
  void theUsersFilesAreObjectsWithoutBeingCopiedAndNothingIsAddedBesideThem() throws IOException {
    Files.createDirectories(mine.resolve("2013/empty"));
    Files.writeString(mine.resolve("2013/01.csv"), "flights");
    assertThat(text("mine", "2013/01.csv")).isEqualTo("flights");
    assertThat(head("mine", "2013/01.csv").eTag()).matches("\"[0-9a-f]{32}-file\"");
    assertThat(s3.listObjectsV2(b -> b.bucket("mine").delimiter("/")).commonPrefixes())
        .extracting("prefix")
        .containsExactly("2013/");
    String id = s3.createMultipartUpload(b -> b.bucket("mine").key("out/m")).uploadId();
    String etag =
        s3.uploadPart(
                b -> b.bucket("mine").key("out/m").uploadId(id).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    put("mine", "out/x", "put");
    assertThat(filesIn(mine)).containsExactly("2013/01.csv", "out/x");
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
    s3.completeMultipartUpload(
        b -> b.bucket("mine").key("out/m").uploadId(id).multipartUpload(m -> m.parts(part)));
    assertThat(filesIn(mine)).containsExactly("2013/01.csv", "out/m", "out/x");
    s3.deleteObject(b -> b.bucket("mine").key("out/m"));
    s3.deleteObject(b -> b.bucket("mine").key("out/x"));
    assertThat(mine.resolve("out")).doesNotExist();
    assertThat(mine.resolve("2013/empty")).isDirectory();
  }

  private static List<String> filesIn(Path root) throws IOException {
    try (var walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileThatIsChangedOutsideHasAnotherETagAndNoMetadata() throws IOException {
    s3.putObject(
        b -> b.bucket("bucket").key("x").metadata(Map.of("n", "1")),
        RequestBody.fromString("hello"));
    String put = head("bucket", "x").eTag();
    Files.writeString(data.resolve("bucket/x"), "other");
    String changed = head("bucket", "x").eTag();
    assertThat(changed).isNotEqualTo(put).endsWith("-file\"");
    assertThat(head("bucket", "x").metadata()).isEmpty();
    Files.writeString(data.resolve("bucket/x"), "longer text");
    assertThat(head("bucket", "x").eTag()).isNotEqualTo(changed);
    assertThatThrownBy(() -> s3.getObjectAsBytes(b -> b.bucket("bucket").key("x").ifMatch(changed)))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  void aMountedDirectoryRefusesWhatItCannotHold() throws IOException {
    put("mine", "x", "file");
    assertRefused(() -> put("mine", "x/y", "below a file"), 400, "is a file in it");
    Files.createDirectory(mine.resolve("d"));
    assertRefused(() -> put("mine", "d", "a directory"), 400, "is a directory in it");
    assertRefused(() -> put("mine", "e/", "marker"), 400, "mounted directory");
    assertRefused(() -> s3.deleteBucket(b -> b.bucket("mine")), 403, "the mounted directory");
    assertThat(filesIn(mine)).containsExactly("x");
  }

  @Test
  void aReadOnlyMountRefusesWrites() throws IOException {
    Files.writeString(mine.resolve("x"), "1");
    embedded.buckets().mountReadOnly("readonly", mine);
    assertThat(text("readonly", "x")).isEqualTo("1");
    assertRefused(() -> put("readonly", "y", "2"), 403, "mounted read-only");
    assertRefused(
        () -> s3.deleteObject(b -> b.bucket("readonly").key("x")), 403, "mounted read-only");
    assertRefused(
        () -> s3.createMultipartUpload(b -> b.bucket("readonly").key("x")),
        403,
        "mounted read-only");
    assertThat(filesIn(mine)).containsExactly("x");
  }

  @Test
  void theEndpointsOwnDirectoriesAreNoObjectsOfAMountAroundThem() throws IOException {
    embedded.buckets().mount("around", directory);
    put("bucket", "x", "1");
    Files.writeString(directory.resolve("plain"), "2");
    assertThat(keys("around")).containsExactly("plain");
    assertRefused(() -> text("around", "data/bucket/x"), 400, "belongs to the endpoint");
  }

  @Test
  void linksInsideTheBucketAreFollowedAndOthersRefused() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("f"), "secret");
    Files.writeString(mine.resolve("real"), "real");
    Files.createSymbolicLink(mine.resolve("inside"), Path.of("real"));
    Files.createSymbolicLink(mine.resolve("leak"), secret);
    Files.createSymbolicLink(mine.resolve("leaks"), outside);
    Files.createSymbolicLink(mine.resolve("loop"), mine);
    assertThat(text("mine", "inside")).isEqualTo("real");
    assertRefused(() -> text("mine", "leak"), 403, "leads out of the bucket");
    assertRefused(() -> text("mine", "leaks/f"), 403, "leads out of the bucket");
    assertRefused(() -> put("mine", "leaks/g", "x"), 403, "leads out of the bucket");
    assertRefused(() -> text("mine", "loop"), 403, "symbolic link");
    assertRefused(() -> s3.listObjectsV2(b -> b.bucket("mine").prefix("leaks/")), 403, "leads out");
    assertThat(keys("mine")).containsExactly("inside", "leak", "leaks", "loop", "real");
    assertThat(outside.resolve("g")).doesNotExist();
  }

  @Test
  void allSurvivesARestart() throws IOException {
    s3.putObject(
        b -> b.bucket("bucket").key("x").contentType("text/csv").metadata(Map.of("n", "1")),
        RequestBody.fromString("hello"));
    put("mine", "y", "mounted");
    byte[] first = new byte[5 << 20];
    new Random(3).nextBytes(first);
    String id =
        s3.createMultipartUpload(b -> b.bucket("mine").key("m").contentType("text/plain"))
            .uploadId();
    String one =
        s3.uploadPart(
                b -> b.bucket("mine").key("m").uploadId(id).partNumber(1),
                RequestBody.fromBytes(first))
            .eTag();
    restart();
    assertThat(head("bucket", "x").eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(head("bucket", "x").contentType()).isEqualTo("text/csv");
    assertThat(head("bucket", "x").metadata()).isEqualTo(Map.of("n", "1"));
    assertThat(head("mine", "y").eTag()).doesNotContain("-file");
    String two =
        s3.uploadPart(
                b -> b.bucket("mine").key("m").uploadId(id).partNumber(2),
                RequestBody.fromString("end"))
            .eTag();
    restart();
    CompletedPart[] parts = {
      CompletedPart.builder().partNumber(1).eTag(one).build(),
      CompletedPart.builder().partNumber(2).eTag(two).build()
    };
    s3.completeMultipartUpload(
        b -> b.bucket("mine").key("m").uploadId(id).multipartUpload(m -> m.parts(parts)));
    assertThat(head("mine", "m").contentLength()).isEqualTo(first.length + 3);
    assertThat(head("mine", "m").contentType()).isEqualTo("text/plain");
    assertThat(mine.resolve("m")).hasSize(first.length + 3L);
  }

  @Test
  void randomRangesGiveTheFilesBytes() throws IOException {
    byte[] bytes = new byte[1_000_003];
    Random random = new Random(5);
    random.nextBytes(bytes);
    Files.write(mine.resolve("big"), bytes);
    for (int i = 0; i < 200; i++) {
      int start = random.nextInt(bytes.length);
      int end = start + 1 + random.nextInt(bytes.length - start);
      byte[] got =
          s3.getObjectAsBytes(
                  b -> b.bucket("mine").key("big").range("bytes=" + start + "-" + (end - 1)))
              .asByteArray();
      assertThat(got).isEqualTo(Arrays.copyOfRange(bytes, start, end));
    }
  }
}
