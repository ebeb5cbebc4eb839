package dev.batchwright.cli;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.trigger.BackfillRequest;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright backfill`.
@Command(
    name = "backfill",
    sortOptions = false,
    description = {
      "Runs a binding's job for each date of a range; dates that are published are skipped.",
      "A date that fails stops no other; the same command again does what is left."
    },
    footerHeading = "%nExample:%n",
    footer = "  batchwright backfill orders --from 2026-01-01 --to 2026-01-31 --target aws")
final class BackfillCommand implements Callable<Integer> {

  /// The state machine in infra/template.yaml.
  private static final String MACHINE = "Backfill";

  @Parameters(index = "0", paramLabel = "BINDING", description = "A binding with inputs by date.")
  private String binding = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "The first date, as 2026-01-01.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "The last date; at most " + BackfillRequest.MAX_DATES + " in all.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--at-most",
      defaultValue = "" + BackfillRequest.AT_MOST,
      paramLabel = "N",
      description = "Runs at once. Default: ${DEFAULT-VALUE}.")
  private int atMost = BackfillRequest.AT_MOST;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Mixin private TargetOptions options = new TargetOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  private final MachineRunner machines;

  BackfillCommand(MachineRunner machines) {
    this.machines = machines;
  }

  @Override
  public Integer call() {
    BackfillRequest request = new BackfillRequest(binding, from, to, OptionalInt.of(atMost));
    String run = machines.newRunId("backfill-" + binding);
    machines.terminal().err().printf("Backfill %s: %s, %s to %s%n", run, binding, from, to);
    return machines
        .run(
            new MachineOrder(
                MACHINE,
                run,
                Json.mapper().valueToTree(request),
                MachineRunner.places(options),
                project.settings(),
                project.jars(),
                options,
                json),
            (executions, arn, _) -> new DateLines(executions, arn, machines.terminal().err()))
        .code();
  }
}
