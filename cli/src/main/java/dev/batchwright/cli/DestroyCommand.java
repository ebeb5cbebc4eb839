package dev.batchwright.cli;

import dev.batchwright.cli.deploy.Deployments;
import dev.batchwright.cli.deploy.StoppedException;
import dev.batchwright.cli.execution.Interruption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--keep-data",
      description = "Buckets with data in them may stay behind, without the stack.")
  private boolean keepData;

  @Mixin private StackOptions place = new StackOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  DestroyCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    try (Deployments deployments =
        Deployments.at(place.kind(), place.endpoint(), interruption, terminal.out())) {
      return (deployments.destroy(place.stack(), keepData) ? ExitCode.PUBLISHED : ExitCode.FAILED)
          .code();
    } catch (StoppedException e) {
      terminal.err().println("batchwright: " + e.getMessage());
      return ExitCode.STOPPED.code();
    }
  }
}
