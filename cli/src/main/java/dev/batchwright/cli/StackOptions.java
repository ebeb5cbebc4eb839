package dev.batchwright.cli;

import dev.batchwright.cli.target.TargetKind;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which stack a command is about, and where it is.
final class StackOptions {

  @Option(
      names = {"-t", "--target"},
      required = true,
      paramLabel = "TARGET",
      description = "localstack or aws.")
  private String target = "";

  @Option(
      names = "--stack",
      defaultValue = "batchwright",
      paramLabel = "NAME",
      description = "The stack's name. Default: ${DEFAULT-VALUE}.")
  private String stack = "batchwright";

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "Where the target is.")
  private @Nullable URI endpoint;

  TargetKind kind() {
    return TargetKind.of(target);
  }

  String stack() {
    return stack;
  }

  Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }
}
