package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import dev.batchwright.job.SideTable;

/// Does the make of the aircraft matter? Flights and mean arrival delay in minutes by manufacturer.
///
/// Flights whose aircraft is not named, or is not in the table of planes (setting `planes`), are
/// `unknown`: they are counted under a name of their own.
public final class DelaysByManufacturer implements Job {

  @Override
  public String name() {
    return "delays-by-manufacturer";
  }

  @Override
  public Flow define(Settings settings) {
    var planes = SideTable.of(settings.uri("planes"), Csv.withHeader()).keyedBy("tailnum");
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy(planes.lookup("tailnum", "manufacturer").orElse("unknown").as("manufacturer"))
        .aggregate(
            count().as("flights"),
            count("arr_delay").as("arrived"),
            avg("arr_delay").rounded(2).as("mean_arr_delay"))
        .write(Csv.withHeader());
  }
}
