package dev.batchwright.examples;

import static dev.batchwright.job.Checks.between;
import static dev.batchwright.job.Checks.hasType;
import static dev.batchwright.job.Checks.holds;
import static dev.batchwright.job.Checks.missingAtMost;
import static dev.batchwright.job.Checks.oneOf;
import static dev.batchwright.job.Checks.present;
import static dev.batchwright.job.Checks.rowsWithinPercent;
import static dev.batchwright.job.Checks.unique;
import static dev.batchwright.job.Expressions.text;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.Settings;
import dev.batchwright.job.Type;
import java.util.List;

/// Every flight as JSON Lines, published only where the data is what those who read it rely on.
///
/// What tells flights apart is a setting, `key`: the hour of departure, the carrier and the number
/// do. The day instead of the hour does not: on 24 occasions in 2013 one airline had two flights of
/// one number on one day, and a run with that key publishes nothing and names them.
public final class CheckedFlights implements Job {

  @Override
  public String name() {
    return "checked-flights";
  }

  @Override
  public Flow define(Settings settings) {
    List<String> key = settings.list("key", List.of("time_hour", "carrier", "flight"));
    return Flow.read(Csv.withHeader().missing("NA"))
        .select(
            "time_hour",
            "year",
            "month",
            "day",
            "carrier",
            "flight",
            "tailnum",
            "origin",
            "dest",
            "arr_delay",
            "distance")
        .expect(
            unique(key.toArray(String[]::new)),
            hasType("time_hour", Type.TIMESTAMP),
            present("carrier"),
            oneOf("origin", "EWR", "JFK", "LGA"),
            holds("no flight ends where it starts", text("origin").isNot(text("dest"))),
            between("distance", 1, 5_000),
            hasType("arr_delay", Type.INTEGER),
            missingAtMost(5, "arr_delay"),
            rowsWithinPercent(20))
        .write(JsonLines.lines());
  }
}
