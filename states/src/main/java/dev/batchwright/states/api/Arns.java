package dev.batchwright.states.api;

import java.util.regex.Pattern;

/// Checks names and ARNs of requests.
final class Arns {

  /// AWS: 1 to 80 characters without white space, brackets, wildcards, quotes and the like.
  private static final Pattern NAME =
      Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\x00-\\x1f\\x7f-\\x9f]{1,80}");

  private Arns() {}

  static String checkName(String name) throws ApiException {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  /// An ARN of Step Functions of one of the given kinds.
  static String check(String arn, String... kinds) throws ApiException {
    for (String kind : kinds) {
      if (arn.matches("arn:aws[a-z-]*:states:[^:]*:[^:]*:" + kind + ":.+")) {
        return arn;
      }
    }
    throw new ApiException("InvalidArn", "Invalid Arn: '" + arn + "'");
  }

  static ApiException noMachine(String arn) {
    return new ApiException(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  static ApiException noExecution(String arn) {
    return new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }
}
