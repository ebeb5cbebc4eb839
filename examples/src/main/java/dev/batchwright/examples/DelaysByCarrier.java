package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.max;
import static dev.batchwright.job.Expressions.column;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import dev.batchwright.job.SideTable;

/// Which airline is the latest? Its flights, how many of them arrived, their mean arrival delay and
/// the worst one, in minutes.
///
/// A flight that was cancelled or diverted has no arrival delay (`NA`): it counts as a flight and
/// is passed over by everything that is made of the delays. The airline's name comes from a side
/// table, given by the setting `airlines`.
public final class DelaysByCarrier implements Job {

  @Override
  public String name() {
    return "delays-by-carrier";
  }

  @Override
  public Flow define(Settings settings) {
    var airlines = SideTable.of(settings.uri("airlines"), Csv.withHeader()).keyedBy("carrier");
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy(column("carrier"), airlines.lookup("carrier", "name").as("airline"))
        .aggregate(
            count().as("flights"),
            count("arr_delay").as("arrived"),
            avg("arr_delay").rounded(2).as("mean_arr_delay"),
            max("arr_delay").as("worst_arr_delay"))
        .write(Csv.withHeader());
  }
}
