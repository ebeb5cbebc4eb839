package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputChangedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Makes requests to S3 through its circuit breaker, and says of a failure whether it is an answer.
///
/// Every method throws what [S3Failures] makes of a failure that is none.
///
/// @param breaker the process's, for S3
record S3Requests(CircuitBreaker breaker) {

  /// A request of which no failure is an answer.
  ///
  /// @param what the request as messages name it
  <T> T call(String what, Supplier<T> request) {
    try {
      return breaker.call(request);
    } catch (SdkException e) {
      throw S3Failures.of(what, e);
    }
  }

  /// A request of which some failures are answers.
  ///
  /// @param isAnswer whether a failure is one
  /// @param what the request as messages name it
  /// @param otherwise what it says
  <T> T unless(
      Predicate<AwsServiceException> isAnswer,
      String what,
      Supplier<T> request,
      Function<AwsServiceException, T> otherwise) {
    try {
      return breaker.call(request);
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && isAnswer.test(answer)) {
        return otherwise.apply(answer);
      }
      throw S3Failures.of(what, e);
    }
  }

  /// A request about something that need not be there.
  ///
  /// @param what the request as messages name it
  <T> Optional<T> absent(String what, Supplier<T> request) {
    return unless(
        S3Failures::isNoSuchKey, what, () -> Optional.of(request.get()), _ -> Optional.empty());
  }

  /// A request about an object that was pinned.
  ///
  /// @param what the request as messages name it
  /// @throws InputChangedException when the object is no longer the one that was pinned
  <T> T pinned(String what, Supplier<T> request) {
    return unless(
        e -> e.statusCode() == 412 || e.statusCode() == 416 || S3Failures.isNoSuchKey(e),
        what,
        request,
        e -> {
          throw changed(what, e);
        });
  }

  private static InputChangedException changed(String what, AwsServiceException e) {
    String now = e.statusCode() == 404 ? "the object is gone" : "the object was replaced";
    return new InputChangedException(
        what
            + ": "
            + now
            + " since it was pinned, by the run's plan or by the upload that started the run;"
            + " start a new run, which reads what is there now",
        e);
  }
}
