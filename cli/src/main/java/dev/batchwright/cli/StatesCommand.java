package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.local.StatesServer;
import dev.batchwright.local.integrations.Endpoints;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `batchwright states`.
@Command(
    name = "states",
    sortOptions = false,
    description = "Serves the Step Functions API on one port, until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  AWS_ENDPOINT_URL=http://127.0.0.1:5000 batchwright states --port 8083",
      "  aws --endpoint-url http://127.0.0.1:8083 stepfunctions list-state-machines"
    })
final class StatesCommand implements Runnable {

  @Option(
      names = {"-p", "--port"},
      defaultValue = "8083",
      paramLabel = "PORT",
      description = {
        "The port; 0 for any free one.",
        "Default: ${DEFAULT-VALUE}, that of the former Step Functions Local."
      })
  private int port;

  @Mixin private ListenOptions listen = new ListenOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  StatesCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public void run() {
    listen.warn(terminal.err());
    try (StatesServer server = StatesServer.start(listen.address(), port, Endpoints.ofProcess())) {
      PrintStream out = terminal.out();
      out.println("Step Functions answers at " + server.endpoint());
      out.println("  export AWS_ENDPOINT_URL_SFN=" + server.endpoint());
      out.println("Ctrl-C stops it.");
      interruption.awaitRequest();
    } catch (UncheckedIOException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()));
    }
  }
}
