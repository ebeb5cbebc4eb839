package dev.batchwright.cli;

import dev.batchwright.cli.deploy.Deployments;
import dev.batchwright.cli.deploy.StoppedException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.TargetKind;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `batchwright destroy`.
@Command(
    name = "destroy",
    sortOptions = false,
    description = "Deletes what was deployed; refuses while data is in its buckets.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright destroy --target aws",
      "  batchwright destroy --target aws --stack orders-test --keep-data"
    })
final class DestroyCommand implements Callable<Integer> {

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

  @Option(
      names = "--keep-data",
      description = "Buckets with data in them may stay behind, without the stack.")
  private boolean keepData;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "Where the target is.")
  private @Nullable URI endpoint;

  private final Terminal terminal;
  private final Interruption interruption;

  DestroyCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    try (Deployments deployments =
        Deployments.at(
            TargetKind.of(target), Optional.ofNullable(endpoint), interruption, terminal.out())) {
      return (deployments.destroy(stack, keepData) ? ExitCode.PUBLISHED : ExitCode.FAILED).code();
    } catch (StoppedException e) {
      terminal.err().println("batchwright: " + e.getMessage());
      return ExitCode.STOPPED.code();
    }
  }
}
