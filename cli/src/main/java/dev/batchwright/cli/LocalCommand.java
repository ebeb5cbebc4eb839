package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.place.Mount;
import dev.batchwright.cli.target.LocalEndpoints;
import dev.batchwright.cli.target.ProjectHome;
import dev.batchwright.local.EmbeddedSettings;
import dev.batchwright.local.template.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `batchwright local`.
@Command(
    name = "local",
    sortOptions = false,
    description =
        "Serves S3, SQS, Lambda and Step Functions on one port, until Ctrl-C, and starts runs when"
            + " files arrive and schedules fire.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright local --bucket data=./data",
      "  batchwright local --bucket incoming=./incoming --settings batchwright.json",
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
      description =
          "Shows a directory as a bucket: its files are objects, without a copy. NAME may be one of"
              + " the template's, such as 'incoming' for IncomingBucket; what is copied there"
              + " starts runs.")
  private List<String> buckets = new ArrayList<>();

  @Option(
      names = "--state-dir",
      defaultValue = ".batchwright",
      paramLabel = "DIR",
      description = "Where logs, queues, buckets and executions are. Default: ${DEFAULT-VALUE}.")
  private Path stateDirectory = ProjectHome.STATE;

  @Mixin private ListenOptions listen = new ListenOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  LocalCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public void run() {
    listen.warn(terminal.err());
    List<Mount> mounts = new ArrayList<>();
    buckets.forEach(text -> mounts.add(mount(text)));
    Path log = stateDirectory.resolve("logs").resolve("local.log");
    try (UserJars _ = UserJars.open(project.jars());
        StandardStreams _ = StandardStreams.to(log);
        LocalEndpoints endpoints =
            LocalEndpoints.start(
                ComposedTemplate.of(stateDirectory, project.settings()),
                stateDirectory,
                mounts,
                OptionalInt.of(port),
                this::configure)) {
      List<Mount> named = named(mounts, endpoints.target().template());
      new LocalGreeting(endpoints.target(), named, log).print(terminal.out());
      RunJournal journal = new RunJournal(endpoints.executions(), stateDirectory, named);
      while (!interruption.requested()) {
        interruption.pause(RunJournal.INTERVAL);
        journal.keep();
      }
    }
  }

  private void configure(EmbeddedSettings target) {
    target.listen(listen.address());
    target.triggers().listener(new LocalEvents(terminal.out(), Clock.systemDefaultZone()));
    project
        .settings()
        .ifPresent(file -> target.environment(Bindings.VARIABLE, file.toAbsolutePath().toString()));
  }

  /// Mounts under the names of the buckets that they were made for.
  private static List<Mount> named(List<Mount> mounts, Template template) {
    return mounts.stream()
        .map(
            m -> new Mount(template.bucketName(m.bucket()), m.directory(), m.shown(), m.readOnly()))
        .toList();
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
}
