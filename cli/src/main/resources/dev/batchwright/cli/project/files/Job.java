package {{package}};

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.column;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;

/// What each country brought in: its orders, their sum and their mean.
public final class {{class}} implements Job {

  @Override
  public String name() {
    return "{{name}}";
  }

  @Override
  public Flow define(Settings settings) {
    return Flow.read(Csv.withHeader())
        .groupBy(column("country"))
        .aggregate(
            count().as("orders"),
            sum("amount").as("revenue"),
            avg("amount").rounded(2).as("mean_amount"))
        .write(Csv.withHeader());
  }
}
