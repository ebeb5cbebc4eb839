package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.deploy.TemplateComposer;
import dev.batchwright.cli.target.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `batchwright template`.
@Command(
    name = "template",
    sortOptions = false,
    description = {
      "Prints the template with the schedules of the settings file, for 'sam deploy'.",
      "Paths in it are relative to the current directory."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright template > template.yaml",
      "  sam deploy -t template.yaml --resolve-s3 --capabilities CAPABILITY_IAM --guided"
    })
final class TemplateCommand implements Runnable {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings file. Default: " + Bindings.FILE + ", where there is one.")
  private @Nullable Path settings;

  private final Terminal terminal;

  TemplateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Path template = ProjectHome.template(ProjectHome.STATE);
    Bindings bindings = ProjectOptions.settings(settings).map(Bindings::read).orElse(Bindings.NONE);
    try {
      String composed = TemplateComposer.compose(Files.readString(template), bindings);
      terminal
          .out()
          .print(
              TemplateComposer.relocate(
                  composed, template.toAbsolutePath().resolveSibling(""), Path.of("")));
    } catch (IOException e) {
      throw new BadRequestException(template + " cannot be read: " + e, e);
    }
  }
}
