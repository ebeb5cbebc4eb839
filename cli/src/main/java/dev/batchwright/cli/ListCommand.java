package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `batchwright list`.
@Command(
    name = "list",
    sortOptions = false,
    description = "Lists runs, the newest first: state, age, duration, job, rows, estimated cost.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright list",
      "  batchwright list --target aws --state failed",
      "",
      "Costs are what the run costs on AWS at list prices, of the local target as well."
    })
final class ListCommand implements Callable<Integer> {

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only runs of this state: running, published, failed, refused or stopped.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "How many runs at most. Default: ${DEFAULT-VALUE}.")
  private int limit = 50;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  private final Lister lister;

  ListCommand(Lister lister) {
    this.lister = lister;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new BadRequestException("--limit " + limit + ": expected 1 or more");
    }
    lister.list(options, Optional.ofNullable(state).map(RunState::of), limit, json);
    return ExitCode.PUBLISHED.code();
  }
}
