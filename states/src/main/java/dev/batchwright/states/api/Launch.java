package dev.batchwright.states.api;

import dev.batchwright.states.engine.Execution;
import java.util.Objects;
import java.util.Optional;

/// An execution and how it was started.
///
/// @param deployment the machine as it was when the execution was started; empty for children
/// @param versionArn the version that it runs, when it was started by a version or an alias
/// @param aliasArn the alias that it was started by
/// @param traceHeader as it came with the request, only reported
record Launch(
    Execution execution,
    Optional<Deployment> deployment,
    Optional<String> versionArn,
    Optional<String> aliasArn,
    Optional<String> traceHeader) {
  Launch {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(versionArn, "versionArn");
    Objects.requireNonNull(aliasArn, "aliasArn");
    Objects.requireNonNull(traceHeader, "traceHeader");
  }

  /// A child of a Map Run, which nobody started by name.
  static Launch ofChild(Execution child) {
    return new Launch(
        child, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether it belongs to a machine, version or alias.
  boolean isOf(String arn) {
    return execution.machine().arn().equals(arn)
        || versionArn.filter(arn::equals).isPresent()
        || aliasArn.filter(arn::equals).isPresent();
  }
}
