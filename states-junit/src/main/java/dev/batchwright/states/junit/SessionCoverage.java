package dev.batchwright.states.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The coverage of a whole test run: JUnit closes it when all tests are done, and it reports.
final class SessionCoverage implements AutoCloseable {

  private final CoverageBook book = new CoverageBook();
  private final Path directory;

  SessionCoverage(Path directory) {
    this.directory = directory;
  }

  CoverageBook book() {
    return book;
  }

  /// Writes a JSON and a Markdown file a machine, and a summary to standard output.
  @Override
  public void close() throws IOException {
    if (book.machines().isEmpty()) {
      return;
    }
    Files.createDirectories(directory);
    Set<String> taken = new HashSet<>();
    StringBuilder summary = new StringBuilder("State machine coverage, in ").append(directory);
    for (MachineCoverage machine : book.machines()) {
      String name = free(machine.file().fileName(), taken);
      Files.writeString(
          directory.resolve(name + ".json"), CoverageReport.json(machine).toPrettyString() + "\n");
      Files.writeString(directory.resolve(name + ".md"), CoverageReport.markdown(machine));
      summary.append("\n  ").append(CoverageReport.text(machine));
    }
    System.out.println(summary);
  }

  private static String free(String fileName, Set<String> taken) {
    String base = fileName.replaceFirst("(\\.asl)?\\.json$", "");
    String name = base;
    for (int n = 2; !taken.add(name); n++) {
      name = base + "-" + n;
    }
    return name;
  }
}
