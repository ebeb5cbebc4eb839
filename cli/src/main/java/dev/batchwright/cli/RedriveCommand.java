package dev.batchwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright redrive`.
@Command(
    name = "redrive",
    sortOptions = false,
    description = {
      "Runs the dead letters of a run again, under the same run id: what is committed is not done",
      "again. Removes from the queue the letters whose item has succeeded, and no others."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright redrive orders-2026-11-24 --target aws",
    })
final class RedriveCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private JarOptions jars = new JarOptions();

  @Mixin private TargetOptions options = new TargetOptions();

  private final Redriver redriver;

  RedriveCommand(Redriver redriver) {
    this.redriver = redriver;
  }

  @Override
  public Integer call() {
    try (UserJars _ = jars.open()) {
      return redriver.redrive(run, options, json).code();
    }
  }
}
