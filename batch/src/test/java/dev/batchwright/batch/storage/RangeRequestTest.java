package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Stragglers at the protocol: a range that stalls is asked for again, and nothing that its first
/// request does afterwards matters.
final class RangeRequestTest {

  private static final int RANGE = 1 << 10;

  /// The first range but one that is known to be slow when it is: the budget is not used up.
  private static final int SLOW = (Hedging.MIN_SAMPLES + 1) * RANGE;

  private static final String ETAG = "\"e\"";

  private final byte[] bytes = new byte[200 * RANGE];
  private final InputObject object =
      new InputObject("data", "k", ETAG, Optional.empty(), bytes.length);
  private final RequestCounter counter = new RequestCounter();
  private final AtomicInteger tries = new AtomicInteger();

  RangeRequestTest() {
    new SplittableRandom(5).nextBytes(bytes);
  }

  private static int start(SdkHttpRequest request) {
    String range = request.firstMatchingHeader("Range").orElseThrow();
    return Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
  }

  private static FakeS3.Answer of(byte[] bytes, SdkHttpRequest request) {
    int start = start(request);
    return FakeS3.Answer.range(bytes, ETAG, start, start + RANGE);
  }

  /// No request is quick enough, once enough is known of them.
  private Storage impatient(FakeS3 s3, Background background) {
    Hedging.State state = new Hedging.State(() -> 0, 0);
    return S3Storage.hedging(s3.client(), background, state).counted(counter);
  }

  private InputStream open(Storage storage) {
    return new PinnedObject(storage, object).slice(0, bytes.length, RANGE);
  }

  private boolean isFirstOfSlow(SdkHttpRequest request) {
    return start(request) == SLOW && tries.getAndIncrement() == 0;
  }

  /// The first try of a range does not answer; when it is interrupted it answers junk after all.
  @Test
  void aRangeThatStallsIsAskedForAgainAndTheLoserChangesNothing() throws Exception {
    CountDownLatch loserIsDone = new CountDownLatch(1);
    FakeS3 s3 =
        new FakeS3(request -> {
          if (!isFirstOfSlow(request)) {
            return of(bytes, request);
          }
          stallUntilInterrupted();
          loserIsDone.countDown();
          return of(new byte[bytes.length], request);
        });
    try (InputStream in = open(impatient(s3, Background.threads()))) {
      byte[] read = in.readNBytes(SLOW + RANGE);
      assertThat(read).isEqualTo(Arrays.copyOf(bytes, read.length));
      loserIsDone.await();
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, read.length, bytes.length));
    }
    assertThat(counter.hedges()).isBetween(1L, 10L);
    assertThat(counter.counts().get(RequestKind.GET))
        .as("each hedge is a request, unless the first try ended before it went out")
        .isBetween(201L, 200 + counter.hedges());
  }

  private static void stallUntilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      // As a connection that ends late.
    }
  }

  @Test
  void whereOneTryFailsTheOtherIsWaitedFor() throws Exception {
    CountDownLatch secondIsSent = new CountDownLatch(1);
    FakeS3 s3 =
        new FakeS3(request -> {
          if (isFirstOfSlow(request)) {
            await(secondIsSent);
            return FakeS3.Answer.error(403, "AccessDenied");
          }
          if (start(request) == SLOW) {
            secondIsSent.countDown();
          }
          return of(bytes, request);
        });
    try (InputStream in = open(impatient(s3, Background.threads()))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aRangeThatCannotBeHadFailsAsWithoutHedges() {
    FakeS3 s3 =
        new FakeS3(request ->
            start(request) == SLOW
                ? FakeS3.Answer.error(500, "InternalError")
                : of(bytes, request));
    assertThatThrownBy(() -> open(impatient(s3, Background.threads())).readAllBytes())
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("bytes [%d, %d)".formatted(SLOW, SLOW + RANGE));
  }

  /// A simulation does all requests on one thread, in one order.
  @Test
  void onTheReadersOwnThreadNothingIsHedged() throws Exception {
    FakeS3 s3 = new FakeS3(request -> of(bytes, request));
    try (InputStream in = open(impatient(s3, Background.inline()))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(s3.requests).hasSize(200);
    assertThat(counter.hedges()).isZero();
  }

  @Test
  void throttlingThatRetriesHideIsNoticed() {
    FakeS3 s3 =
        new FakeS3(request ->
            isFirstOfSlow(request) ? FakeS3.Answer.error(503, "SlowDown") : of(bytes, request));
    Storage storage = impatient(s3, Background.inline());
    for (int at = 0; at < SLOW; at += RANGE) {
      new RangeRequest(storage, object, at, new byte[RANGE], RANGE).await();
    }
    assertThat(storage.hedging().begin()).isTrue();
    new RangeRequest(storage, object, SLOW, new byte[RANGE], RANGE).await();
    assertThat(storage.hedging().begin()).isFalse();
  }
}
