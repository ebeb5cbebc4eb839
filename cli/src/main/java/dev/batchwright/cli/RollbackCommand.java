package dev.batchwright.cli;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.table.Current;
import dev.batchwright.batch.table.Table;
import dev.batchwright.cli.Sites.Site;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright rollback`.
@Command(
    name = "rollback",
    sortOptions = false,
    description = {
      "Points a table at the run before its current one, by one atomic write. Nothing is deleted:",
      "--to goes to any published run of the table, also forward again. Runs that were planned",
      "before this do not move the table any more; the next one that is planned does."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright rollback s3://published/orders/ --target aws",
      "  batchwright rollback out/orders/ --to orders-2026-11-24",
    })
final class RollbackCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description = "The table: the directory or prefix that _current.json is in.")
  private String place = "";

  @Option(
      names = "--to",
      paramLabel = "RUN",
      description = "The run to point at. Default: the one that was current before.")
  private @Nullable String to;

  @Option(names = "--json", description = "Print the pointer as it is now instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  private final Terminal terminal;
  private final Sites sites;
  private final InstantSource clock;

  RollbackCommand(Terminal terminal, Sites sites, InstantSource clock) {
    this.terminal = terminal;
    this.sites = sites;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    return sites.atPlace(place, options, this::rollBack).code();
  }

  private ExitCode rollBack(Site site, S3Location prefix) {
    Table table = new Table(site.target().storage(), prefix, clock);
    String before = table.current().map(Current::run).orElse("");
    Current now = table.rollBack(Optional.ofNullable(to));
    if (json) {
      terminal.out().println(Json.mapper().valueToTree(now).toPrettyString());
    } else if (before.equals(now.run())) {
      terminal
          .out()
          .printf(
              "Table %s points at run %s already.%n", site.places().show(prefix.uri()), now.run());
    } else {
      terminal
          .out()
          .printf(
              "Table %s points at run %s now; it pointed at %s. Its output: %s%n",
              site.places().show(prefix.uri()),
              now.run(),
              before,
              site.places().show(now.output()));
    }
    return ExitCode.PUBLISHED;
  }
}
