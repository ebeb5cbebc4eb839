package dev.batchwright.cli;

import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Verification;
import dev.batchwright.batch.verify.Verifier;
import dev.batchwright.cli.Sites.Site;
import dev.batchwright.cli.summary.VerifyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright verify`.
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Says whether a published run still holds: every output of the manifest there as it was",
      "written, nothing beside them, commits that account for every byte and row of the plan.",
      "Writes nothing. Exit code 5 when something does not hold."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright verify orders-2026-11-24 --target aws",
      "  batchwright verify s3://published/orders/2026-11-24/ --target aws --quick",
      "  batchwright verify out/delays/"
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The run's id, or its output: a directory or prefix with a slash in it.")
  private String run = "";

  @Option(
      names = "--quick",
      description = "Names, sizes and ETags only; do not read the outputs themselves.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private JarOptions jars = new JarOptions();

  @Mixin private TargetOptions options = new TargetOptions();

  private final Terminal terminal;
  private final Sites sites;

  VerifyCommand(Terminal terminal, Sites sites) {
    this.terminal = terminal;
    this.sites = sites;
  }

  @Override
  public Integer call() {
    try (UserJars _ = jars.open()) {
      ExitCode code =
          Sites.isPlace(run)
              ? sites.atPlace(
                  run,
                  options,
                  (site, output) ->
                      verify(site, new Verifier(site.target().storage()).publishedAt(output)))
              : sites.atRun(
                  run, options, (site, execution) -> verify(site, Sites.layout(execution)));
      return code.code();
    }
  }

  private ExitCode verify(Site site, WorkLayout layout) {
    Depth depth = quick ? Depth.QUICK : Depth.FULL;
    Verification found = new Verifier(site.target().storage()).verify(layout, depth);
    VerifyReport report = new VerifyReport(found, site.places()::show);
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
    return found.holds() ? ExitCode.PUBLISHED : ExitCode.DAMAGED;
  }
}
