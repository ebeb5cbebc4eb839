package dev.batchwright.cli;

import dev.batchwright.cli.text.Table;
import dev.batchwright.job.Jobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `batchwright jobs`.
@Command(name = "jobs", description = "Lists the jobs that can be run by name.")
final class JobsCommand implements Runnable {

  private final Terminal terminal;

  @Option(
      names = "--jar",
      arity = "1..*",
      paramLabel = "JAR",
      description = "A jar with your own jobs.")
  private List<Path> jars = new ArrayList<>();

  JobsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (UserJars _ = UserJars.open(jars)) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("job", "class"));
      for (String name : Jobs.names()) {
        rows.add(List.of(name, Jobs.find(name).getClass().getName()));
      }
      Table.lines(rows).forEach(terminal.out()::println);
    }
  }
}
