package dev.batchwright.cli;

import dev.batchwright.cli.deploy.SamTemplate;
import dev.batchwright.cli.target.ProjectHome;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `batchwright template`.
@Command(
    name = "template",
    sortOptions = false,
    description = {
      "Writes the functions' package, with your jobs and settings file in it, and prints the",
      "template that names it, with the schedules of the settings file, for 'sam deploy'.",
      "Paths in it are relative to the current directory."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  batchwright template --jar target/jobs.jar > template.yaml",
      "  sam deploy -t template.yaml --resolve-s3 --capabilities CAPABILITY_IAM --guided"
    })
final class TemplateCommand implements Runnable {

  @Option(
      names = "--package",
      paramLabel = "FILE",
      description = "The package to write. Default: ${DEFAULT-VALUE}.")
  private Path code = ProjectHome.STATE.resolve("functions.zip");

  @Mixin private ProjectOptions project = new ProjectOptions();

  private final Terminal terminal;

  TemplateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Path template = ProjectHome.template(ProjectHome.STATE);
    String text =
        SamTemplate.write(template, project.settings(), project.jars(), code, Path.of(""));
    terminal.out().print(text);
    terminal.err().println("Wrote " + code + ", which the template names.");
  }
}
