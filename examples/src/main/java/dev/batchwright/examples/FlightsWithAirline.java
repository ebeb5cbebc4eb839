package dev.batchwright.examples;

import static dev.batchwright.job.Expressions.text;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import dev.batchwright.job.SideTable;
import dev.batchwright.job.Tolerance;

/// Every flight with the name of its airline in place of the code.
///
/// The table of airlines (setting `airlines`) is meant to be complete: a flight whose code is not
/// in it is refused and put into the quarantine, and a run with more than one of a thousand such
/// flights fails. Missing times are taken over as they are: `NA`.
public final class FlightsWithAirline implements Job {

  @Override
  public String name() {
    return "flights-with-airline";
  }

  @Override
  public Flow define(Settings settings) {
    var airlines = SideTable.of(settings.uri("airlines"), Csv.withHeader()).keyedBy("carrier");
    return Flow.read(Csv.withHeader().missing("NA"))
        .derive("airline", airlines.lookup("carrier", "name"))
        .validate("carrier", text("airline").isPresent(), "the table of airlines has no such code")
        .select(
            "year",
            "month",
            "day",
            "dep_time",
            "arr_time",
            "arr_delay",
            "airline",
            "flight",
            "origin",
            "dest",
            "distance")
        .tolerate(Tolerance.ofPercent(0.1))
        .write(Csv.withHeader().missing("NA"));
  }
}
