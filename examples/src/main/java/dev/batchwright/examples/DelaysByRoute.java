package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Expressions.column;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import dev.batchwright.job.SideTable;

/// How late is each route? Its flights, how many of them arrived and their mean arrival delay in
/// minutes, with the name of the airport that it leads to.
///
/// Four destinations are not in the table of airports (setting `airports`): their name is missing,
/// and so is the mean of a route on which nothing arrived. Neither is a reason to lose the route.
public final class DelaysByRoute implements Job {

  @Override
  public String name() {
    return "delays-by-route";
  }

  @Override
  public Flow define(Settings settings) {
    var airports = SideTable.of(settings.uri("airports"), Csv.withHeader()).keyedBy("faa");
    return Flow.read(Csv.withHeader().missing("NA"))
        .groupBy(column("origin"), column("dest"), airports.lookup("dest", "name").as("airport"))
        .aggregate(
            count().as("flights"),
            count("arr_delay").as("arrived"),
            avg("arr_delay").rounded(2).as("mean_arr_delay"))
        .write(Csv.withHeader());
  }
}
