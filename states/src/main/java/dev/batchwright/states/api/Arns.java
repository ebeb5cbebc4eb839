package dev.batchwright.states.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks names and ARNs of requests.
final class Arns {

  /// AWS: 1 to 80 characters without white space, brackets, wildcards, quotes and the like.
  private static final Pattern NAME =
      Pattern.compile(
          "[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]+");

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:([A-Za-z]+):(.+)");

  /// The name in the ARN of a machine, a label after `/`, a version or alias after `:`.
  private static final Pattern MACHINE = Pattern.compile("([^:/]+)(?:/([^:]+))?(?::([^:]+))?");

  private static final String MACHINE_KIND = "stateMachine";

  private Arns() {}

  /// The ARN of a state machine, taken apart.
  ///
  /// @param machine the ARN without its qualifier
  /// @param label the Map state's label in a machine of a Map Run's children
  /// @param qualifier the number of a version or the name of an alias
  record MachineArn(
      String text, String machine, Optional<String> label, Optional<String> qualifier) {

    boolean isVersion() {
      return qualifier.filter(it -> it.chars().allMatch(Character::isDigit)).isPresent();
    }

    boolean isAlias() {
      return qualifier.isPresent() && !isVersion();
    }
  }

  static String checkName(String name) throws ApiException {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  /// An ARN of Step Functions of one of the given kinds.
  static String check(String arn, String... kinds) throws ApiException {
    Matcher parts = parts(arn);
    if (!List.of(kinds).contains(parts.group(1))) {
      throw wrongKind(parts.group(1));
    }
    return arn;
  }

  /// The ARN of a state machine, a version or an alias.
  static MachineArn machine(String arn) throws ApiException {
    Matcher parts = parts(arn);
    Matcher named = MACHINE.matcher(parts.group(2));
    if (!parts.group(1).equals(MACHINE_KIND)) {
      throw wrongKind(parts.group(1));
    }
    if (!named.matches()) {
      throw invalid("Invalid ARN resource: " + arn);
    }
    Optional<String> qualifier = Optional.ofNullable(named.group(3));
    String plain =
        qualifier.map(it -> arn.substring(0, arn.length() - it.length() - 1)).orElse(arn);
    return new MachineArn(arn, plain, Optional.ofNullable(named.group(2)), qualifier);
  }

  /// The ARN of a state machine itself.
  static String plainMachine(String arn) throws ApiException {
    MachineArn found = machine(arn);
    if (found.label().isPresent() || found.qualifier().isPresent()) {
      throw Request.invalid(
          "Expected the ARN of a state machine without a version, alias or label, got '"
              + arn
              + "'");
    }
    return arn;
  }

  private static Matcher parts(String arn) throws ApiException {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw invalid("Invalid ARN prefix: " + arn);
    }
    return parts;
  }

  private static ApiException wrongKind(String kind) {
    return invalid("Resource type not valid in this context: " + kind);
  }

  private static ApiException invalid(String why) {
    return new ApiException("InvalidArn", "Invalid Arn: '" + why + "'");
  }

  static ApiException noMachine(String arn) {
    return new ApiException(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  static ApiException deleting(String arn) {
    return new ApiException(
        "StateMachineDeleting", "State Machine is being deleted: '" + arn + "'");
  }

  static ApiException noExecution(String arn) {
    return new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  static ApiException noResource(String arn) {
    return new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
  }
}
