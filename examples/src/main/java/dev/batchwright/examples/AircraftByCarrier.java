package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.countDistinct;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.one;
import static dev.batchwright.job.Expressions.text;
import static dev.batchwright.job.Expressions.value;
import static dev.batchwright.job.Expressions.when;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;

/// How many aircraft does each airline fly? Different tail numbers, and the flights of which none
/// is known.
///
/// The number of different values is estimated by a sketch of fixed size, whatever the number of
/// rows; how close it is stands with `Aggregates.countDistinct`.
public final class AircraftByCarrier implements Job {

  @Override
  public String name() {
    return "aircraft-by-carrier";
  }

  @Override
  public Flow define(Settings settings) {
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy("carrier")
        .aggregate(
            count().as("flights"),
            countDistinct("tailnum").as("aircraft"),
            sum(when(text("tailnum").isMissing(), one(), value(0))).as("unknown"))
        .write(Csv.withHeader());
  }
}
