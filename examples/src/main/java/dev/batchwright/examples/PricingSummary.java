package dev.batchwright.examples;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.date;
import static dev.batchwright.job.Expressions.decimal;
import static dev.batchwright.job.Expressions.one;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import java.time.LocalDate;

/// TPC-H query 1, the pricing summary: quantities, prices and discounts of all line items that were
/// shipped up to a day (setting `until`, the benchmark's own day by default), by whether they were
/// returned and delivered.
///
/// All numbers are exact decimals: sums are those of the input to the last digit, averages are
/// rounded once, at the end.
public final class PricingSummary implements Job {

  @Override
  public String name() {
    return "pricing-summary";
  }

  @Override
  public Flow define(Settings settings) {
    var price = decimal("l_extendedprice");
    var net = price.times(one().minus(decimal("l_discount")));
    var charge = net.times(one().plus(decimal("l_tax")));
    return Flow.read(Csv.withHeader())
        .where(date("l_shipdate").atMost(settings.date("until", LocalDate.of(1998, 9, 2))))
        .groupBy("l_returnflag", "l_linestatus")
        .aggregate(
            sum("l_quantity").as("sum_qty"),
            sum(price).as("sum_base_price"),
            sum(net).as("sum_disc_price"),
            sum(charge).as("sum_charge"),
            avg("l_quantity").rounded(2).as("avg_qty"),
            avg(price).rounded(2).as("avg_price"),
            avg("l_discount").rounded(2).as("avg_disc"),
            count().as("count_order"))
        .write(Csv.withHeader());
  }
}
