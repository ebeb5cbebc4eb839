package dev.batchwright.functions;

import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/// Where the metrics library writes to. Outside Lambda it would look for a CloudWatch agent on a
/// local port and queue lines for it; the embedded target wants what Lambda does: a line of JSON on
/// standard output.
final class EmfEnvironment {

  private EmfEnvironment() {}

  static void useStandardOutput() {
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
  }
}
