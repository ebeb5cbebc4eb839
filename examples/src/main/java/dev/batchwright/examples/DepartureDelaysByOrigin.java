package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.quantile;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;

/// How long does one wait at each airport? The delay in minutes that half of the departures stay
/// below, nine tenths of them, and 99 of a hundred; a negative one left early.
///
/// Quantiles are estimated by a sketch of fixed size and rounded to minutes; how close they are
/// stands with `Aggregates.quantile`.
public final class DepartureDelaysByOrigin implements Job {

  @Override
  public String name() {
    return "departure-delays-by-origin";
  }

  @Override
  public Flow define(Settings settings) {
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy("origin")
        .aggregate(
            count("dep_delay").as("departed"),
            quantile("dep_delay", 0.5).rounded(0).as("median"),
            quantile("dep_delay", 0.9).rounded(0).as("p90"),
            quantile("dep_delay", 0.99).rounded(0).as("p99"))
        .write(Csv.withHeader());
  }
}
