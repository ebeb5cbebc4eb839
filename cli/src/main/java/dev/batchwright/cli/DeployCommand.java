package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.deploy.Asker;
import dev.batchwright.cli.deploy.DeployOrder;
import dev.batchwright.cli.deploy.Deployments;
import dev.batchwright.cli.deploy.StoppedException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.ProjectHome;
import dev.batchwright.cli.target.TargetKind;
import java.io.Console;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `batchwright deploy`.
@Command(
    name = "deploy",
    sortOptions = false,
    description = {
      "Deploys functions, state machines, buckets, queues and schedules as one stack:",
      "checks, uploads, shows what would change, asks, and does it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright deploy --target aws --jar target/jobs.jar",
      "  batchwright deploy --target aws --parameter MaxConcurrency=200 --dry-run",
      "  batchwright deploy --target localstack --yes"
    })
final class DeployCommand implements Callable<Integer> {

  @Option(
      names = {"-t", "--target"},
      required = true,
      paramLabel = "TARGET",
      description = "localstack or aws.")
  private String target = "";

  @Option(
      names = "--stack",
      defaultValue = "batchwright",
      paramLabel = "NAME",
      description = "The stack's name. Default: ${DEFAULT-VALUE}.")
  private String stack = "batchwright";

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template; those that are not given stay as they are.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings file. Default: " + Bindings.FILE + ", where there is one.")
  private @Nullable Path settings;

  @Option(
      names = "--jar",
      arity = "1..*",
      paramLabel = "JAR",
      description = "A jar with your own jobs.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--artifact-bucket",
      paramLabel = "BUCKET",
      description = {
        "Where packages are uploaded.",
        "Default: batchwright-artifacts-ACCOUNT-REGION, made if there is none."
      })
  private @Nullable String artifactBucket;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "Where the target is.")
  private @Nullable URI endpoint;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Without a terminal nobody is asked, unless data would be lost.")
  private boolean yes;

  private final Terminal terminal;
  private final Interruption interruption;

  DeployCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    TargetKind kind = TargetKind.of(target);
    try (Deployments deployments =
        Deployments.at(kind, Optional.ofNullable(endpoint), interruption, terminal.out())) {
      String bucket = artifactBucket == null ? deployments.usualArtifactBucket() : artifactBucket;
      DeployOrder order =
          new DeployOrder(
              kind,
              stack,
              ProjectHome.template(ProjectHome.STATE),
              parameters(parameters),
              settings(settings),
              jars,
              bucket,
              dryRun,
              yes);
      boolean done = deployments.deploy(order, asker(terminal));
      return (done ? ExitCode.PUBLISHED : ExitCode.FAILED).code();
    } catch (StoppedException e) {
      terminal.err().println("batchwright: " + e.getMessage());
      return ExitCode.STOPPED.code();
    }
  }

  /// The settings file that is named, or the one of the current directory.
  static Optional<Path> settings(@Nullable Path named) {
    return Optional.ofNullable(named)
        .or(() -> Optional.of(Path.of(Bindings.FILE)).filter(Files::exists));
  }

  private static Map<String, String> parameters(List<String> texts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new BadRequestException(
            "--parameter " + text + ": expected NAME=VALUE, as in MaxConcurrency=200");
      }
      parameters.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return parameters;
  }

  private static Asker asker(Terminal terminal) {
    return question -> {
      Console console = System.console();
      if (terminal.columns().isEmpty() || console == null || !console.isTerminal()) {
        return Optional.empty();
      }
      terminal.err().print(question);
      terminal.err().flush();
      return Optional.of(Optional.ofNullable(console.readLine()).orElse(""));
    };
  }
}
