package dev.batchwright.states.port;

import java.util.Objects;

/// The `Resource` of a Task state, taken apart the way history events name it.
///
/// `arn:aws:states:::sqs:sendMessage.waitForTaskToken` is a service integration with resource type
/// `sqs`, action `sendMessage` and pattern [Pattern#WAIT_FOR_TASK_TOKEN];
/// `arn:aws:lambda:eu-west-1:123456789012:function:map` is a function, called directly.
///
/// @param text the ARN as written
/// @param kind what it names
/// @param service `lambda`, `sqs`, `aws-sdk:s3`, ...; `lambda` for a function ARN
/// @param action the API action in the service, such as `invoke`; empty for functions and
///   activities
/// @param pattern how the state waits for its result
public record ResourceArn(String text, Kind kind, String service, String action, Pattern pattern) {

  /// What a Task's resource is.
  public enum Kind {
    /// `arn:aws:states:::service:action`.
    INTEGRATION,
    /// `arn:aws:lambda:region:account:function:name`.
    FUNCTION,
    /// `arn:aws:states:region:account:activity:name`.
    ACTIVITY
  }

  /// How a state waits for its result.
  public enum Pattern {
    /// The response is the result.
    REQUEST_RESPONSE(""),
    /// The job that the request started has to end first (`.sync`).
    RUN_A_JOB(".sync"),
    /// As [#RUN_A_JOB], with the job's output parsed as JSON (`.sync:2`).
    RUN_A_JOB_PARSED(".sync:2"),
    /// Somebody sends the task token back with the result (`.waitForTaskToken`).
    WAIT_FOR_TASK_TOKEN(".waitForTaskToken");

    private final String suffix;

    Pattern(String suffix) {
      this.suffix = suffix;
    }

    /// The suffix in the ARN.
    public String suffix() {
      return suffix;
    }
  }

  private static final java.util.regex.Pattern INTEGRATION =
      java.util.regex.Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:(.+)");
  private static final java.util.regex.Pattern FUNCTION =
      java.util.regex.Pattern.compile("arn:aws[a-z-]*:lambda:[^:]*:[^:]*:function:.+");

  public ResourceArn {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(pattern, "pattern");
  }

  /// Takes an ARN apart.
  ///
  /// @throws IllegalArgumentException for text that is none of the three kinds
  public static ResourceArn parse(String text) {
    if (FUNCTION.matcher(text).matches()) {
      return new ResourceArn(text, Kind.FUNCTION, "lambda", "", Pattern.REQUEST_RESPONSE);
    }
    var matcher = INTEGRATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected arn:aws:states:::SERVICE:ACTION, a Lambda function ARN or an activity ARN");
    }
    String rest = matcher.group(1);
    if (rest.startsWith("activity:")) {
      return new ResourceArn(text, Kind.ACTIVITY, "activity", "", Pattern.REQUEST_RESPONSE);
    }
    Pattern pattern = Pattern.REQUEST_RESPONSE;
    for (Pattern candidate : Pattern.values()) {
      if (!candidate.suffix.isEmpty() && rest.endsWith(candidate.suffix)) {
        pattern = candidate;
      }
    }
    String called = rest.substring(0, rest.length() - pattern.suffix.length());
    int colon = called.lastIndexOf(':');
    if (colon <= 0 || colon == called.length() - 1) {
      throw new IllegalArgumentException("expected arn:aws:states:::SERVICE:ACTION");
    }
    return new ResourceArn(
        text, Kind.INTEGRATION, called.substring(0, colon), called.substring(colon + 1), pattern);
  }

  /// The action with its pattern's suffix: what history events call `resource`.
  public String actionWithPattern() {
    return action + pattern.suffix;
  }

  @Override
  public String toString() {
    return text;
  }
}
