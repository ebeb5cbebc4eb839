package dev.batchwright.batch.run;

import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.integer;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Order;
import dev.batchwright.job.Settings;
import dev.batchwright.job.Tolerance;

/// Jobs of each kind over the same columns: `id,key,amount,note`.
public final class TestJobs {

  private TestJobs() {}

  /// Rows in, rows out.
  public static final class Keep implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader())
          .where(integer("amount").atLeast(0))
          .select("id", "key", "amount", "note")
          .write(Csv.withHeader())
          .tolerate(Tolerance.ofRows(settings.integer("tolerate", 1_000_000)))
          .tolerateInChunk(
              new Tolerance(
                  settings.integer("chunk-rows", Long.MAX_VALUE),
                  settings.integer("chunk-percent", 100)));
    }
  }

  /// Grouped aggregates.
  public static final class Totals implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader())
          .groupBy("key")
          .aggregate(count().as("rows"), sum("amount").as("amount"))
          .write(Csv.withHeader())
          .tolerate(Tolerance.ofRows(1_000_000));
    }
  }

  /// A sort.
  public static final class Sorted implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader())
          .sortBy(Order.asc("key"))
          .write(Csv.withHeader())
          .tolerate(Tolerance.ofRows(1_000_000));
    }
  }
}
