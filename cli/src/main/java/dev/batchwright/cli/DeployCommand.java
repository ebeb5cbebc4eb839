package dev.batchwright.cli;

import dev.batchwright.cli.deploy.Asker;
import dev.batchwright.cli.deploy.DeployOrder;
import dev.batchwright.cli.deploy.Deployments;
import dev.batchwright.cli.deploy.StoppedException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.target.ProjectHome;
import dev.batchwright.cli.target.TargetKind;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template; those that are not given stay as they are.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--artifact-bucket",
      paramLabel = "BUCKET",
      description = {
        "Where packages are uploaded.",
        "Default: batchwright-artifacts-ACCOUNT-REGION, made if there is none."
      })
  private @Nullable String artifactBucket;

  @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Without a terminal nobody is asked, unless data would be lost.")
  private boolean yes;

  @Mixin private StackOptions place = new StackOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  DeployCommand(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    TargetKind kind = place.kind();
    try (Deployments deployments =
        Deployments.at(kind, place.endpoint(), interruption, terminal.out())) {
      String bucket = artifactBucket == null ? deployments.usualArtifactBucket() : artifactBucket;
      DeployOrder order =
          new DeployOrder(
              kind,
              place.stack(),
              ProjectHome.template(ProjectHome.STATE),
              Pairs.of("--parameter", "MaxConcurrency=200", parameters),
              project.settings(),
              project.jars(),
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
