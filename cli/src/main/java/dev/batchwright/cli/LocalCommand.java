package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.place.Mount;
import dev.batchwright.cli.target.LocalEndpoints;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.local.template.Declared;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `batchwright local`.
@Command(
    name = "local",
    sortOptions = false,
    description = "Serves S3, SQS, Lambda and Step Functions on one port, until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright local --bucket data=./data",
      "  batchwright run count-by -i 's3://data/*.csv' -o s3://out/1/ -s by=carrier \\",
      "      --endpoint-url http://127.0.0.1:4566"
    })
final class LocalCommand implements Runnable {

  @Option(
      names = {"-p", "--port"},
      defaultValue = "4566",
      paramLabel = "PORT",
      description = "The port; 0 for any free one. Default: ${DEFAULT-VALUE}, that of LocalStack.")
  private int port;

  @Option(
      names = {"-b", "--bucket"},
      paramLabel = "NAME=DIR",
      description = "Shows a directory as a bucket: its files are objects, without a copy.")
  private List<String> buckets = new ArrayList<>();

  @Option(
      names = "--state-dir",
      defaultValue = ".batchwright",
      paramLabel = "DIR",
      description = "Where logs, queues, buckets and executions are. Default: ${DEFAULT-VALUE}.")
  private Path stateDirectory = Path.of(".batchwright");

  @Option(
      names = "--jar",
      arity = "1..*",
      paramLabel = "JAR",
      description = "A jar with your own jobs.")
  private List<Path> jars = new ArrayList<>();

  private final Terminal terminal;
  private final Interruption interruption;

  LocalCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public void run() {
    List<Mount> mounts = new ArrayList<>();
    buckets.forEach(text -> mounts.add(mount(text)));
    Path log = stateDirectory.resolve("logs").resolve("local.log");
    try (UserJars _ = UserJars.open(jars);
        StandardStreams _ = StandardStreams.to(log);
        LocalEndpoints endpoints =
            LocalEndpoints.start(stateDirectory, mounts, OptionalInt.of(port))) {
      greet(endpoints.target(), mounts, log);
      RunJournal journal = new RunJournal(endpoints.executions(), stateDirectory, mounts);
      while (!interruption.requested()) {
        interruption.pause(RunJournal.INTERVAL);
        journal.keep();
      }
    }
  }

  private static Mount mount(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new BadRequestException("--bucket " + text + ": expected NAME=DIR, as in data=./data");
    }
    String shown = text.substring(equals + 1);
    Path directory = Path.of(shown).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new BadRequestException("--bucket " + text + ": there is no directory " + directory);
    }
    return new Mount(text.substring(0, equals), directory, shown, false);
  }

  private void greet(EmbeddedTarget target, List<Mount> mounts, Path log) {
    PrintStream out = terminal.out();
    out.println("Batchwright's local target answers at " + target.endpoint());
    out.println();
    for (Declared.StateMachine machine : target.template().all(Declared.StateMachine.class)) {
      out.println("  state machine  " + machine.arn());
    }
    for (Declared.Queue queue : target.template().all(Declared.Queue.class)) {
      out.println("  queue          " + queue.url());
    }
    for (Declared.Bucket bucket : target.template().all(Declared.Bucket.class)) {
      out.println("  bucket         s3://" + bucket.name());
    }
    for (Mount mount : mounts) {
      out.println("  bucket         s3://" + mount.bucket() + " is " + mount.directory());
    }
    out.println("  log            " + log);
    out.println();
    out.println("For the AWS CLI and SDKs:");
    out.println("  export " + environment(target));
    out.println("  aws s3 ls");
    out.println("  aws stepfunctions list-state-machines");
    out.println();
    out.println("Ctrl-C stops it.");
  }

  private static String environment(EmbeddedTarget target) {
    return target.clientEnvironment().entrySet().stream()
        .filter(variable -> !variable.getKey().endsWith("DISABLED"))
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
