package dev.batchwright.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `batchwright` without a command: says what there is.
@Command(
    name = "batchwright",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = RootCommand.Version.class,
    description = "Serverless batch for data in S3: the same run here, on LocalStack and on AWS.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright jobs",
      "  batchwright run count-by --input 'data/*.csv.gz' --output out --set by=carrier",
      "  batchwright local --bucket data=./data"
    })
final class RootCommand implements Runnable {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  RootCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(terminal.out());
    }
  }

  /// The version as the build wrote it into the jar.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "batchwright " + (version == null ? "(not from a jar)" : version),
        "Java " + Runtime.version() + ", picocli " + CommandLine.VERSION
      };
    }
  }
}
