package dev.batchwright.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.clean.CleanedRun;
import dev.batchwright.batch.clean.Cleaner;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.Sites.Site;
import dev.batchwright.cli.text.Table;
import dev.batchwright.cli.text.Units;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright clean`.
@Command(
    name = "clean",
    sortOptions = false,
    description = {
      "Removes what abandoned runs left below a place: their work and their unfinished uploads, and",
      "of published runs what verify, replay and rollback do not need. Says what would be removed",
      "and removes it with --apply. Never anything published, never a run that runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright clean s3://published/ --target aws",
      "  batchwright clean s3://published/ --target aws --older-than 30d --apply",
      "  batchwright clean out/ --older-than 0s",
    })
final class CleanCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      description = "A directory or prefix; all outputs below it are looked at.")
  private String place = "";

  @Option(
      names = "--older-than",
      defaultValue = "7d",
      paramLabel = "AGE",
      description =
          "Leave alone what was written to since, for example 12h or 30d. Default: ${DEFAULT-VALUE}.")
  private String olderThan = "7d";

  @Option(names = "--apply", description = "Remove it, and not only say what would be.")
  private boolean apply;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  private final Terminal terminal;
  private final Sites sites;
  private final InstantSource clock;

  CleanCommand(Terminal terminal, Sites sites, InstantSource clock) {
    this.terminal = terminal;
    this.sites = sites;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Duration age = Units.parseAge(olderThan);
    return sites.atPlace(place, options, (site, at) -> clean(site, at, age)).code();
  }

  private ExitCode clean(Site site, S3Location at, Duration age) {
    List<CleanedRun> runs =
        new Cleaner(site.target().storage(), clock, run -> sites.runs(run, site, options))
            .clean(at, age, apply);
    if (json) {
      printJson(site, runs);
    } else {
      printText(site, at, runs);
    }
    return ExitCode.PUBLISHED;
  }

  private void printText(Site site, S3Location at, List<CleanedRun> runs) {
    if (runs.isEmpty()) {
      terminal.out().printf("There is no work of runs below %s.%n", site.places().show(at.uri()));
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("run", "verdict", "last sign", "objects", "bytes", "uploads", "output"));
    for (CleanedRun run : runs) {
      table.add(
          List.of(
              run.run(),
              run.verdict().noun(),
              Units.age(Duration.between(run.lastSign(), clock.instant())),
              Units.count(run.objects()),
              Units.bytes(run.bytes()),
              Units.count(run.uploads()),
              site.places().show(run.layout().output().uri())));
    }
    Table.lines(table).forEach(terminal.out()::println);
    long unknown = runs.stream().mapToLong(CleanedRun::unknown).sum();
    if (unknown > 0) {
      terminal
          .out()
          .printf(
              "Not ours by name, and left alone: %s in the work of runs.%n",
              Units.count(unknown, "object"));
    }
    long objects = runs.stream().mapToLong(CleanedRun::objects).sum();
    long uploads = runs.stream().mapToLong(CleanedRun::uploads).sum();
    String what =
        "%s (%s) and %s"
            .formatted(
                Units.count(objects, "object"),
                Units.bytes(runs.stream().mapToLong(CleanedRun::bytes).sum()),
                Units.count(uploads, "unfinished upload"));
    terminal
        .out()
        .println(apply ? what + " removed." : what + " would be removed; --apply does it.");
  }

  private void printJson(Site site, List<CleanedRun> runs) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("applied", apply);
    ArrayNode all = document.putArray("runs");
    for (CleanedRun run : runs) {
      ObjectNode one = all.addObject();
      one.put("run", run.run());
      one.put("verdict", run.verdict().name());
      one.put("lastSign", run.lastSign().toString());
      one.put("objects", run.objects());
      one.put("bytes", run.bytes());
      one.put("uploads", run.uploads());
      one.put("unknown", run.unknown());
      one.put("output", site.places().show(run.layout().output().uri()));
    }
    terminal.out().println(document.toPrettyString());
  }
}
