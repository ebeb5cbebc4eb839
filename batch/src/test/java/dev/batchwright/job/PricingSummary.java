package dev.batchwright.job;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.date;
import static dev.batchwright.job.Expressions.decimal;
import static dev.batchwright.job.Expressions.one;

import java.time.LocalDate;

/// TPC-H query 1: the job that speed is measured by.
public final class PricingSummary implements Job {

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
            avg("l_quantity").as("avg_qty"),
            avg(price).as("avg_price"),
            avg("l_discount").as("avg_disc"),
            count().as("count_order"))
        .write(Csv.withHeader());
  }
}
