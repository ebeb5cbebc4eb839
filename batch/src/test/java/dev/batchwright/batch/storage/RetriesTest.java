package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// How often, after how long, and for how many requests together S3 is asked again.
final class RetriesTest {

  private static final S3Location AT = new S3Location("data", "k");

  @Test
  void aRequestIsTriedFiveTimesAndNoLonger() {
    FakeS3 s3 = new FakeS3(_ -> FakeS3.Answer.error(500, "InternalError"));
    assertThatThrownBy(() -> s3.storage().get(AT))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("S3 answered 500 InternalError, after the client's own retries");
    assertThat(s3.requests).hasSize(5);
  }

  @Test
  void whatCannotPassIsTriedOnce() {
    FakeS3 s3 = new FakeS3(_ -> FakeS3.Answer.error(403, "AccessDenied"));
    assertThatThrownBy(() -> s3.storage().get(AT)).isInstanceOf(BadRequestException.class);
    assertThat(s3.requests).hasSize(1);
  }

  @Test
  void anAnswerWithoutACodeIsAFailureAsWell() {
    FakeS3 s3 = new FakeS3(_ -> FakeS3.Answer.of(403, new byte[0]));
    assertThatThrownBy(() -> s3.storage().head(AT)).isInstanceOf(BadRequestException.class);
    FakeS3 busy = new FakeS3(_ -> FakeS3.Answer.of(408, new byte[0]));
    assertThatThrownBy(() -> busy.storage().get(AT)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void cutConnectionsAreTriedAgain() {
    int[] tries = {0};
    FakeS3 s3 =
        new FakeS3(_ -> {
          if (tries[0]++ < 4) {
            throw new IOException("Connection reset");
          }
          return FakeS3.Answer.of(200, new byte[] {1});
        });
    assertThat(s3.storage().get(AT)).contains(new byte[] {1});
  }

  @Test
  void whatWasDamagedOnItsWayIsSentAgain() {
    int[] tries = {0};
    FakeS3 once =
        new FakeS3(_ ->
            tries[0]++ == 0
                ? FakeS3.Answer.error(400, "BadDigest")
                : FakeS3.Answer.of(200, new byte[0]).with("ETag", "\"e\""));
    assertThat(once.storage().put(AT, new byte[] {1}, 0, 1)).isEqualTo("\"e\"");
    FakeS3 always = new FakeS3(_ -> FakeS3.Answer.error(400, "BadDigest"));
    assertThatThrownBy(() -> always.storage().put(AT, new byte[] {1}, 0, 1))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("BadDigest");
  }

  /// The bucket of a client: 500 tokens, 5 a retry; no request is sent twice after 100 retries.
  @Test
  void theRetriesOfAllRequestsTogetherHaveABudget() {
    FakeS3 s3 = new FakeS3(_ -> FakeS3.Answer.error(503, "SlowDown"));
    // The client alone: the storage gives up on S3 before that.
    S3Client client = s3.client();
    for (int i = 0; i < 26; i++) {
      assertThatThrownBy(() -> client.headObject(r -> r.bucket("data").key("k")))
          .isInstanceOf(S3Exception.class);
    }
    assertThat(s3.requests.size()).isEqualTo(25 * 5 + 1);
  }

  @Test
  void delaysAreOfFullJitterAndLongerWhereS3Throttles() {
    S3Exception broken = failure(500, "InternalError");
    S3Exception throttled = failure(503, "SlowDown");
    for (int retry = 1; retry < Retries.MAX_ATTEMPTS; retry++) {
      Duration bound = Duration.ofMillis(100L << (retry - 1));
      assertSpread(delays(retry, broken), bound);
      assertSpread(delays(retry, throttled), bound.multipliedBy(10));
    }
  }

  /// Of 40 delays that are even over `[0, bound)` all lie in one half once in 5e11 times.
  private static void assertSpread(List<Duration> delays, Duration bound) {
    assertThat(delays).allMatch(delay -> delay.compareTo(bound) <= 0);
    assertThat(delays).anyMatch(delay -> delay.compareTo(bound.dividedBy(2)) < 0);
    assertThat(delays).anyMatch(delay -> delay.compareTo(bound.dividedBy(2)) > 0);
  }

  private static List<Duration> delays(int retry, S3Exception failure) {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StandardRetryStrategy strategy = Retries.standard();
      RetryToken token =
          strategy.acquireInitialToken(AcquireInitialTokenRequest.create("s3")).token();
      Duration last = Duration.ZERO;
      for (int n = 0; n < retry; n++) {
        RefreshRetryTokenResponse next =
            strategy.refreshRetryToken(
                RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
        token = next.token();
        last = next.delay();
      }
      delays.add(last);
    }
    return delays;
  }

  private static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
