package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Expressions.one;
import static dev.batchwright.job.Expressions.text;
import static dev.batchwright.job.Expressions.value;
import static dev.batchwright.job.Expressions.when;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;

/// When are flights cancelled? All flights of each month, those that never departed, and those that
/// departed and of which no arrival delay is known: most were diverted.
public final class CancellationsByMonth implements Job {

  @Override
  public String name() {
    return "cancellations-by-month";
  }

  @Override
  public Flow define(Settings settings) {
    var departed = text("dep_time").isPresent();
    var arrived = text("arr_delay").isPresent();
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy(integer("month").as("month"))
        .aggregate(
            count().as("flights"),
            sum(when(departed, value(0), one())).as("cancelled"),
            sum(when(departed.and(arrived.not()), one(), value(0))).as("diverted"))
        .write(Csv.withHeader());
  }
}
