package dev.batchwright.cli.deploy;

import dev.batchwright.cli.target.TargetKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be deployed.
///
/// @param target where to
/// @param stack the stack's name
/// @param template the template; paths in it are relative to its directory
/// @param parameters values that the user gives to the template's parameters
/// @param settings the settings file
/// @param jars a user's jobs
/// @param artifactBucket where packages are uploaded to
/// @param dryRun whether to show what would be done, and do nothing
/// @param yes whether to do it without asking
public record DeployOrder(
    TargetKind target,
    String stack,
    Path template,
    Map<String, String> parameters,
    Optional<Path> settings,
    List<Path> jars,
    String artifactBucket,
    boolean dryRun,
    boolean yes) {

  /// Copies parameters and jars.
  public DeployOrder {
    parameters = Map.copyOf(parameters);
    jars = List.copyOf(jars);
  }

  /// The values that are given: the user's, and what the target cannot do otherwise.
  Map<String, String> givenParameters() {
    Map<String, String> given = new LinkedHashMap<>();
    if (target == TargetKind.LOCALSTACK) {
      // Express children are a parse error there; commits make both kinds equal.
      given.put("ChildExecutionType", "STANDARD");
      // Lambda containers run on this machine.
      String machine = System.getProperty("os.arch", "");
      given.put("Architecture", machine.matches("aarch64|arm64") ? "arm64" : "x86_64");
    }
    given.putAll(parameters);
    return given;
  }
}
