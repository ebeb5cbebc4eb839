package dev.batchwright.examples;

import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Order.asc;
import static dev.batchwright.job.Order.desc;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;

/// Which flights arrived at least ten hours late, the latest first? Another number of minutes can
/// be set by `minutes`. Flights that did not arrive have no delay, so they are not late: filtered.
public final class LatestArrivals implements Job {

  @Override
  public String name() {
    return "latest-arrivals";
  }

  @Override
  public Flow define(Settings settings) {
    var delay = integer("arr_delay");
    return Flow.read(Csv.withHeader().missing("NA"))
        .where(delay.atLeast(settings.integer("minutes", 600)))
        .select("arr_delay", "month", "day", "carrier", "flight", "origin", "dest")
        .sortBy(
            desc(delay),
            asc(integer("month")),
            asc(integer("day")),
            asc("carrier"),
            asc(integer("flight")))
        .write(Csv.withHeader());
  }
}
