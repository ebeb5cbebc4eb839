package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service that does not answer is given time; one that works, however badly, is not cut off.
final class CircuitBreakerTest {

  private static final S3Location AT = new S3Location("data", "k");

  private Instant now = Instant.parse("2026-11-24T00:00:00Z");
  private boolean down = true;
  private FakeS3 s3;
  private Storage storage;

  @BeforeEach
  void start() {
    s3 =
        new FakeS3(_ ->
            down
                ? FakeS3.Answer.error(500, "InternalError")
                : FakeS3.Answer.of(200, new byte[] {1}));
    storage = S3Storage.of(s3.client(), Background.inline(), () -> now);
  }

  private void fail(int requests) {
    for (int i = 0; i < requests; i++) {
      assertThatThrownBy(() -> storage.get(AT)).hasMessageContaining("S3 answered 500");
    }
  }

  private void assertRefused() {
    int sent = s3.requests.size();
    assertThatThrownBy(() -> storage.get(AT))
        .isInstanceOf(TransientException.class)
        .hasMessageContainingAll(
            "S3 has not answered since 2026-11-24T00:00:00Z", "requests in a row failed", "500");
    assertThat(s3.requests).as("nothing was sent").hasSize(sent);
  }

  @Test
  void afterEightRequestsInARowNoneIsSentUntilOneFindsOut() {
    fail(CircuitBreaker.FAILURES);
    assertRefused();
    now = now.plus(CircuitBreaker.COOL_DOWN);
    int sent = s3.requests.size();
    fail(1);
    assertThat(s3.requests.size()).as("the one that finds out").isGreaterThan(sent);
    assertRefused();
    now = now.plus(CircuitBreaker.COOL_DOWN);
    down = false;
    assertThat(storage.get(AT)).isPresent();
    down = true;
    fail(CircuitBreaker.FAILURES - 1);
  }

  /// What a state machine does: it waits and comes again.
  @Test
  void aTaskThatIsTriedAgainGetsThroughOnceS3IsBack() {
    fail(CircuitBreaker.FAILURES);
    down = false;
    assertRefused();
    now = now.plus(Duration.ofSeconds(1));
    assertThat(storage.counted(new RequestCounter()).get(AT)).as("next try").isPresent();
  }

  @Test
  void anAnswerInBetweenBeginsTheCountAnew() {
    for (int i = 0; i < 5; i++) {
      down = true;
      fail(CircuitBreaker.FAILURES - 1);
      down = false;
      assertThat(storage.get(AT)).isPresent();
    }
  }

  @Test
  void aRefusalOfTheRequestIsAnAnswer() {
    FakeS3 forbids = new FakeS3(_ -> FakeS3.Answer.error(403, "AccessDenied"));
    Storage store = S3Storage.of(forbids.client(), Background.inline(), () -> now);
    for (int i = 0; i < 3 * CircuitBreaker.FAILURES; i++) {
      assertThatThrownBy(() -> store.get(AT)).isInstanceOf(BadRequestException.class);
    }
    assertThat(forbids.requests).hasSize(3 * CircuitBreaker.FAILURES);
  }

  @Test
  void failuresThatAreLongAgoDoNotCount() {
    fail(CircuitBreaker.FAILURES - 1);
    now = now.plus(CircuitBreaker.WINDOW).plusMillis(1);
    fail(CircuitBreaker.FAILURES - 1);
  }

  /// 20 % of all tries fail, 3,000 requests: what a bad day looks like. None is refused.
  @Test
  void aRunOnABadDayIsNotCutOff() {
    SplittableRandom random = new SplittableRandom(11);
    FakeS3 bad =
        new FakeS3(_ ->
            random.nextInt(5) == 0
                ? FakeS3.Answer.error(503, "SlowDown")
                : FakeS3.Answer.of(200, new byte[] {1}));
    Storage store = S3Storage.of(bad.client(), Background.inline(), () -> now);
    for (int i = 0; i < 3_000; i++) {
      try {
        assertThat(store.get(AT)).isPresent();
      } catch (TransientException e) {
        assertThat(e).hasMessageContaining("S3 answered 503");
      }
    }
  }
}
