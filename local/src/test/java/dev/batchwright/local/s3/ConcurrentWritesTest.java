package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Many writers, one key.
class ConcurrentWritesTest {

  private static final int WRITERS = 32;
  private static final int ROUNDS = 5;

  @TempDir private Path directory;
  private EmbeddedS3 embedded;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    embedded = new EmbeddedS3(directory);
    s3 = embedded.client();
    s3.createBucket(b -> b.bucket("bucket"));
  }

  @AfterEach
  void stop() throws IOException {
    embedded.close();
  }

  /// Runs all at once; gives the results of those that passed and checks that all others lost by
  /// the condition.
  private static <T> List<T> winners(List<Callable<T>> writers) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(writers.size());
    List<T> winners = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> writer : writers) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return writer.call();
            }));
      }
      for (Future<T> future : futures) {
        try {
          winners.add(future.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  S3Exception.class, lost -> assertThat(lost.statusCode()).isEqualTo(412));
        }
      }
    }
    return winners;
  }

  @Test
  void oneOfManyCreatorsWinsAndItsBytesStay() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "commits/" + round;
      List<Callable<String>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String text = "writer " + i;
        writers.add(() -> {
          s3.putObject(
              b -> b.bucket("bucket").key(key).ifNoneMatch("*"), RequestBody.fromString(text));
          return text;
        });
      }
      assertThat(winners(writers))
          .containsExactly(s3.getObjectAsBytes(b -> b.bucket("bucket").key(key)).asUtf8String());
    }
  }

  @Test
  void oneOfManyReplacersOfTheSameObjectWins() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      String etag =
          s3.putObject(b -> b.bucket("bucket").key("x"), RequestBody.fromString("round " + round))
              .eTag();
      List<Callable<String>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        RequestBody body = RequestBody.fromString(round + "/" + i);
        writers.add(
            () -> s3.putObject(b -> b.bucket("bucket").key("x").ifMatch(etag), body).eTag());
      }
      assertThat(winners(writers))
          .containsExactly(s3.headObject(b -> b.bucket("bucket").key("x")).eTag());
    }
  }

  @Test
  void oneOfManyConditionalCompletionsWins() throws InterruptedException {
    List<Callable<String>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = s3.createMultipartUpload(b -> b.bucket("bucket").key("m")).uploadId();
      String etag =
          s3.uploadPart(
                  b -> b.bucket("bucket").key("m").uploadId(id).partNumber(1),
                  RequestBody.fromString("upload " + i))
              .eTag();
      CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
      writers.add(() ->
          s3.completeMultipartUpload(b ->
                  b.bucket("bucket")
                      .key("m")
                      .uploadId(id)
                      .ifNoneMatch("*")
                      .multipartUpload(m -> m.parts(part)))
              .eTag());
    }
    assertThat(winners(writers))
        .containsExactly(s3.headObject(b -> b.bucket("bucket").key("m")).eTag());
    assertThat(s3.listMultipartUploads(b -> b.bucket("bucket")).uploads()).hasSize(15);
  }

  @Test
  void aReaderSeesOneWholeObjectWhileItIsReplaced() throws Exception {
    byte[] small = new byte[100_000];
    byte[] large = new byte[300_000];
    Arrays.fill(large, (byte) 1);
    s3.putObject(b -> b.bucket("bucket").key("x"), RequestBody.fromBytes(small));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 200; i++) {
              byte[] bytes = i % 2 == 0 ? large : small;
              s3.putObject(b -> b.bucket("bucket").key("x"), RequestBody.fromBytes(bytes));
            }
          });
      while (!writer.isDone()) {
        var got = s3.getObjectAsBytes(b -> b.bucket("bucket").key("x"));
        byte[] expected = got.asByteArray().length == small.length ? small : large;
        assertThat(got.asByteArray()).isEqualTo(expected);
        // Metadata is that of these very bytes: an MD5, not the ETag of a stranger's file.
        assertThat(got.response().eTag()).doesNotContain("-");
      }
      writer.get();
    }
  }

  @Test
  void objectsAndDirectoriesOfOneNameComeAndGoWithoutLoss() throws Exception {
    List<String> keys = List.of("x", "x/y", "x/y/z", "x/w", "x/");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> futures = new ArrayList<>();
      for (String key : keys) {
        futures.add(
            threads.submit(() -> {
              for (int i = 0; i < 40; i++) {
                String text = key + " " + i;
                s3.putObject(b -> b.bucket("bucket").key(key), RequestBody.fromString(text));
                assertThat(s3.getObjectAsBytes(b -> b.bucket("bucket").key(key)).asUtf8String())
                    .isEqualTo(text);
                s3.deleteObject(b -> b.bucket("bucket").key(key));
              }
            }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    assertThat(directory.resolve("bucket")).isEmptyDirectory();
  }
}
