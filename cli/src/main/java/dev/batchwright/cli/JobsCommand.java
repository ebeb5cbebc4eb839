package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Job;
import dev.batchwright.job.Jobs;
import dev.batchwright.job.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `batchwright jobs`.
@Command(
    name = "jobs",
    description = "Lists the jobs that can be run by name, and their settings.",
    footer = {"", "Any other job is run by the name of its class."})
final class JobsCommand implements Runnable {

  private final Terminal terminal;

  @Mixin private JarOptions jars = new JarOptions();

  JobsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (UserJars _ = jars.open()) {
      List<String> names = Jobs.names();
      int width = names.stream().mapToInt(String::length).max().orElse(0);
      for (String name : names) {
        terminal.out().println(line(name, width));
      }
    }
  }

  private static String line(String name, int width) {
    Job job = Jobs.find(name);
    String settings = String.join(", ", settings(job));
    String where = job.getClass().getName();
    boolean builtIn = job.getClass().getPackage().equals(Job.class.getPackage());
    return "%s  %s%s"
        .formatted(
            name + " ".repeat(width - name.length()),
            builtIn ? "built in" : where,
            settings.isEmpty() ? "" : "; settings: " + settings);
  }

  /// The settings that the job asks for; where it misses one, those up to it.
  private static List<String> settings(Job job) {
    Settings none = Settings.none();
    try {
      job.define(none);
    } catch (BadRequestException _) {
      // A setting is required and not there: it was asked for, which is what we are after.
    }
    return List.copyOf(none.asked());
  }
}
