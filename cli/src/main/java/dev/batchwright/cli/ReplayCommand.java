package dev.batchwright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright replay`.
@Command(
    name = "replay",
    sortOptions = false,
    description = {
      "Runs the quarantined rows of a published run again, after the job was fixed: a new run over",
      "those rows alone, with an output beside the first one's, and a quarantine of its own for what",
      "is refused still. Its id is RUN-replay-1, so that twice is one run; the replay of that is",
      "RUN-replay-2."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright replay orders-2026-11-24 --target aws",
      "  batchwright replay orders-2026-11-24 --jar target/jobs.jar --set dates=lenient",
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  private String run = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "URI",
      description =
          "Where the rows go. Default: beside the run's output, with its name and -replay-1.")
  private @Nullable String output;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "NAME=VALUE",
      description = "A setting of the job that is other than in the run.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private JarOptions jars = new JarOptions();

  @Mixin private TargetOptions options = new TargetOptions();

  private final Replayer replayer;

  ReplayCommand(Replayer replayer) {
    this.replayer = replayer;
  }

  @Override
  public Integer call() {
    Replayer.Order order =
        new Replayer.Order(
            run, Optional.ofNullable(output), Pairs.of("--set", "dates=lenient", settings), json);
    try (UserJars _ = jars.open()) {
      return replayer.replay(order, options).code();
    }
  }
}
