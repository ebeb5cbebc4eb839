package dev.batchwright.cli;

import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `batchwright run`.
@Command(
    name = "run",
    sortOptions = false,
    customSynopsis = "batchwright run JOB --input URI... --output URI [OPTIONS]",
    description = "Runs a job: reads the inputs, writes the output once all of it is right.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright run count-by --input 'data/*.csv.gz' --output out --set by=carrier",
      "  batchwright run com.acme.Cleanup --jar jobs.jar -i in -o out --set since=2026-01-01",
      "  batchwright run validate -i s3://raw/2026/ -o s3://checked/2026/ --target aws",
      "",
      "Started again with the same --run-id, a run goes on where it stopped.",
      "A setting's value that is the path of a file, with a slash in it, is read by every worker."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "A built-in job, a job's own name, or its class; see 'batchwright jobs'.")
  private String job = "";

  @Option(
      names = {"-i", "--input"},
      required = true,
      arity = "1..*",
      paramLabel = "URI",
      description =
          "A file, a directory, a glob (*, **, ?) or s3://bucket/prefix/*; more than one.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "URI",
      description = "An empty directory, made if there is none, or s3://bucket/prefix/.")
  private String output = "";

  @Option(
      names = "--table",
      description = {
        "The output is a table: the run gets a prefix of its own in it, and once it is published",
        "the table's _current.json points at it."
      })
  private boolean table;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "NAME=VALUE",
      description = "A setting of the job.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The run's id; one that was used before resumes that run.")
  private @Nullable String runId;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(
      names = "--chunk-size",
      paramLabel = "SIZE",
      description = "Bytes that one worker takes, for example 64MiB. Default: chosen by the plan.")
  private @Nullable String chunkSize;

  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      description = "Workers at once. Default: as many as the target has room for.")
  private @Nullable Integer maxConcurrency;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the reduce stage. Default: chosen from the shuffled bytes.")
  private @Nullable Integer partitions;

  @Option(
      names = "--tolerated-failures",
      paramLabel = "PERCENT",
      description = "Share of chunks that may fail for good; their rows are missing then.")
  private @Nullable Double toleratedFailures;

  @Option(
      names = "--against",
      paramLabel = "URI",
      description =
          "The run that checks of the job hold this one against: its output or its manifest.")
  private @Nullable String against;

  @Option(
      names = "--max-row",
      paramLabel = "SIZE",
      description =
          "The longest row, decoded; longer ones are refused. Default: 8MiB, at most 32MiB.")
  private @Nullable String maxRow;

  @Option(
      names = "--max-decoded",
      paramLabel = "SIZE",
      description =
          "The most that one compressed object may unpack into; more fails the run. Default: 64GiB.")
  private @Nullable String maxDecoded;

  @Mixin private JarOptions jars = new JarOptions();

  @Mixin private TargetOptions place = new TargetOptions();

  private final Runner runner;

  RunCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    return runner.run(order()).code();
  }

  private RunOrder order() {
    return new RunOrder(
        job,
        inputs,
        output,
        table,
        Pairs.of("--set", "by=carrier", settings),
        new RunOptions(
            bytes(chunkSize),
            maxConcurrency == null ? OptionalInt.empty() : OptionalInt.of(maxConcurrency),
            toleratedFailures == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(toleratedFailures),
            partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions),
            Optional.ofNullable(against),
            bytes(maxRow),
            bytes(maxDecoded)),
        Optional.ofNullable(runId),
        place.kind(),
        place.endpoint(),
        place.stateMachine(),
        place.stateDirectory(),
        jars.paths(),
        json,
        words());
  }

  private static OptionalLong bytes(@Nullable String size) {
    return size == null ? OptionalLong.empty() : OptionalLong.of(Units.parseBytes(size));
  }

  private List<String> words() {
    return spec == null ? List.of() : spec.root().commandLine().getParseResult().originalArgs();
  }
}
