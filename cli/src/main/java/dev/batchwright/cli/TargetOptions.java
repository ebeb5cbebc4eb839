package dev.batchwright.cli;

import dev.batchwright.cli.target.ProjectHome;
import dev.batchwright.cli.target.TargetKind;
import dev.batchwright.cli.text.Shell;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where runs are.
final class TargetOptions {

  @Option(
      names = {"-t", "--target"},
      defaultValue = "local",
      paramLabel = "TARGET",
      description = "local (this machine), localstack or aws. Default: ${DEFAULT-VALUE}.")
  private String target = "local";

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Where the target is; for local, a running 'batchwright local'.")
  private @Nullable URI endpoint;

  @Option(
      names = "--state-machine",
      paramLabel = "ARN",
      description = "ARN or name of the state machine. Default: the only one of Batchwright.")
  private @Nullable String stateMachine;

  @Option(
      names = "--state-dir",
      defaultValue = ".batchwright",
      paramLabel = "DIR",
      description =
          "Where the local target keeps logs, queues, buckets. Default: ${DEFAULT-VALUE}.")
  private Path stateDirectory = ProjectHome.STATE;

  TargetKind kind() {
    return TargetKind.of(target);
  }

  Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  Optional<String> stateMachine() {
    return Optional.ofNullable(stateMachine);
  }

  Path stateDirectory() {
    return stateDirectory;
  }

  /// The command line that redrives a run there.
  String redrive(String run) {
    List<String> words = new ArrayList<>(List.of("batchwright", "redrive", run));
    if (kind() != TargetKind.LOCAL) {
      words.addAll(List.of("--target", target));
    }
    endpoint().ifPresent(it -> words.addAll(List.of("--endpoint-url", it.toString())));
    stateMachine().ifPresent(it -> words.addAll(List.of("--state-machine", it)));
    if (ofStateDirectory() && !stateDirectory.equals(ProjectHome.STATE)) {
      words.addAll(List.of("--state-dir", stateDirectory.toString()));
    }
    return Shell.commandLine(words);
  }

  /// Whether runs are those of this machine's state directory.
  boolean ofStateDirectory() {
    return kind() == TargetKind.LOCAL && endpoint == null;
  }
}
