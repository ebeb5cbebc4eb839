package dev.batchwright.cli;

import dev.batchwright.cli.project.NewProject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `batchwright new`.
@Command(
    name = "new",
    sortOptions = false,
    description = "Makes a Maven project with a job of your own, its test, data and settings.",
    footerHeading = "%nExample:%n",
    footer = "  batchwright new orders --package com.acme.orders")
final class NewCommand implements Runnable {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The project's and its first job's name, such as orders.")
  private String name = "";

  @Option(
      names = "--package",
      defaultValue = "com.example",
      paramLabel = "PACKAGE",
      description = "The Java package. Default: ${DEFAULT-VALUE}.")
  private String basePackage = "com.example";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to make it. Default: a directory of the project's name.")
  private @Nullable Path directory;

  private final Terminal terminal;

  NewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Path at = directory == null ? Path.of(name) : directory;
    List<Path> files = new NewProject(name, basePackage).write(at);
    PrintStream out = terminal.out();
    out.println("Made " + at + ":");
    files.forEach(file -> out.println("  " + file));
    out.println();
    out.println("Next:");
    out.println("  cd " + at);
    out.println("  mvn test");
    out.println("  ./batchwright run " + name + " --input data/incoming/" + name + " --output out");
    out.println("  ./batchwright deploy --target localstack");
    if (NewProject.version().endsWith("-SNAPSHOT")) {
      out.println();
      out.println(
          "Version "
              + NewProject.version()
              + " is in no public repository. Where it was built from");
      out.println("source, 'mvn install -DskipTests' there puts it into yours, once.");
    }
  }
}
