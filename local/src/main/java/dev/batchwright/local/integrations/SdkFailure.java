package dev.batchwright.local.integrations;

import dev.batchwright.states.port.TaskFailure;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK threw when an action was called.
final class SdkFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /// What newer releases of the SDK put after a message.
  private static final Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)$");

  private final String prefix;
  private final Throwable thrown;

  /// @param prefix how the classes of the service begin
  SdkFailure(String prefix, Throwable thrown) {
    super(thrown);
    this.prefix = prefix;
    this.thrown = thrown;
  }

  /// The exception's name, without a service.
  String name() {
    Class<?> type = thrown instanceof SdkException ? thrown.getClass() : SdkClientException.class;
    return type.getSimpleName();
  }

  /// Whether it is an error that the service's model does not have.
  boolean isUnmodelled() {
    return name().equals(prefix + "Exception");
  }

  /// What the service refused; empty where it was not reached.
  Optional<AwsServiceException> refusal() {
    return thrown instanceof AwsServiceException refused ? Optional.of(refused) : Optional.empty();
  }

  /// The SDK's message.
  Optional<String> message() {
    return Optional.ofNullable(thrown.getMessage())
        .map(it -> ATTEMPTS.matcher(it).replaceFirst(""));
  }

  /// As `aws-sdk:` raises it: `S3.NoSuchKeyException`.
  TaskFailure ofSdk() {
    return new TaskFailure(prefix + "." + name(), message());
  }
}
