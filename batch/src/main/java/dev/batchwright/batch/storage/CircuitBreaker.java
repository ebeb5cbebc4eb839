package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Stops asking a service that does not answer. After [#FAILURES] requests in a row that failed
/// with all their retries, further ones are refused at once for a [#COOL_DOWN]; then one is let
/// through, and its end decides whether all may go on.
///
/// An answer of any kind that is no failure of the service begins the count anew, so that a service
/// which works, however badly, is never cut off. One a process and service; safe for many threads.
final class CircuitBreaker {

  /// With five tries each these are 40 answers in a row none of which was good. Were half of all
  /// tries to fail, that would happen once in 10^12 requests.
  static final int FAILURES = 8;

  /// Failures that are longer ago say nothing of now.
  static final Duration WINDOW = Duration.ofSeconds(60);

  /// Shorter than what the state machine waits before its last tries (up to 1, 2 and 4 s), so that
  /// a task which was refused here comes back to find out.
  static final Duration COOL_DOWN = Duration.ofSeconds(1);

  private final String service;
  private final InstantSource clock;
  private int failures;
  private Instant since = Instant.MIN;
  private Instant closedUntil = Instant.MIN;
  private String lastError = "";

  CircuitBreaker(String service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  /// Makes a request, or refuses to.
  ///
  /// @throws TransientException when the service is given time
  <T> T call(Supplier<T> request) {
    enter();
    try {
      T answer = request.get();
      answered();
      return answer;
    } catch (AbortedException e) {
      // Somebody here gave up waiting.
      throw e;
    } catch (SdkException e) {
      if (isFailure(e)) {
        failed(e);
      } else {
        answered();
      }
      throw e;
    }
  }

  private static boolean isFailure(SdkException e) {
    return switch (e) {
      case AwsServiceException answer -> answer.statusCode() >= 500 || answer.statusCode() == 429;
      case SdkClientException _ -> true;
      default -> false;
    };
  }

  private synchronized void enter() {
    if (failures < FAILURES) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(closedUntil)) {
      throw new TransientException(
          ("%s has not answered since %s: %d requests in a row failed with all their retries, the"
                  + " last one with: %s. No request is sent before %s; try again then, and look at"
                  + " the service's health and the way to it")
              .formatted(service, since, failures, lastError, closedUntil));
    }
    // This one goes to find out; the others wait for what becomes of it.
    closedUntil = now.plus(COOL_DOWN);
  }

  private synchronized void answered() {
    failures = 0;
  }

  private synchronized void failed(SdkException e) {
    Instant now = clock.instant();
    if (failures > 0 && failures < FAILURES && since.plus(WINDOW).isBefore(now)) {
      failures = 0;
    }
    if (failures++ == 0) {
      since = now;
    }
    lastError = String.valueOf(e.getMessage());
    closedUntil = now.plus(COOL_DOWN);
  }
}
