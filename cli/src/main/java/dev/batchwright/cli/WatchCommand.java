package dev.batchwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright watch`.
@Command(
    name = "watch",
    sortOptions = false,
    description = {
      "Follows a run that somebody else started, and says what came of it.",
      "Ends with the run's own exit code; Ctrl-C ends the watching, not the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright watch orders-2026-11-24 --target aws",
      "  batchwright watch nightly-2026-11-24 --target aws   (a pipeline, a backfill, a window)"
    })
final class WatchCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run's id, or the name or ARN of any execution.")
  private String run = "";

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  private final Watcher watcher;

  WatchCommand(Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public Integer call() {
    return watcher.watch(run, options, json).code();
  }
}
