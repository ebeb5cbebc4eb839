package dev.batchwright.simulation.scenario;

import static dev.batchwright.job.Aggregates.avg;
import static dev.batchwright.job.Aggregates.count;
import static dev.batchwright.job.Aggregates.max;
import static dev.batchwright.job.Aggregates.min;
import static dev.batchwright.job.Aggregates.sum;
import static dev.batchwright.job.Expressions.integer;
import static dev.batchwright.job.Expressions.value;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Format;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.Order;
import dev.batchwright.job.Settings;
import dev.batchwright.job.SideTable;
import dev.batchwright.job.Tolerance;
import java.util.ArrayList;
import java.util.List;

/// The job of the simulation; its settings say what it does.
public final class SimulatedJob implements Job {

  @Override
  public Flow define(Settings settings) {
    Flow flow =
        Flow.read(format(settings.text("input")))
            .tolerate(Tolerance.ofRows(settings.integer("tolerate")));
    if (settings.has("chunk-tolerate")) {
      flow = flow.tolerateInChunk(tolerance(settings.text("chunk-tolerate")));
    }
    if (settings.has("at-least")) {
      flow = flow.where(integer("amount").atLeast(settings.integer("at-least")));
    }
    boolean derive = settings.bool("derive", false);
    if (derive) {
      flow = flow.derive("twice", integer("amount").times(value(2)).plus(value(1)));
    }
    boolean lookup = settings.has("labels");
    if (lookup) {
      SideTable labels = SideTable.of(settings.uri("labels"), Csv.withHeader()).keyedBy("key");
      flow = flow.derive("label", labels.lookup("key", "label"));
    }
    Format output =
        switch (settings.text("codec")) {
          case "gzip" -> format(settings.text("output")).codec(dev.batchwright.job.Codec.GZIP);
          case "zstd" -> format(settings.text("output")).codec(dev.batchwright.job.Codec.ZSTD);
          default -> format(settings.text("output"));
        };
    return shaped(flow, settings.text("shape"), derive, lookup).write(output);
  }

  private static Tolerance tolerance(String most) {
    return most.endsWith("%")
        ? Tolerance.ofPercent(Double.parseDouble(most.substring(0, most.length() - 1)))
        : Tolerance.ofRows(Long.parseLong(most));
  }

  private static Format format(String name) {
    return name.equals("jsonl") ? JsonLines.lines() : Csv.withHeader();
  }

  private static Flow shaped(Flow flow, String shape, boolean derive, boolean lookup) {
    List<String> columns = new ArrayList<>(List.of("id", "key", "amount", "note"));
    if (derive) {
      columns.add("twice");
    }
    if (lookup) {
      columns.add("label");
    }
    String by = lookup ? "label" : "key";
    return switch (shape) {
      case "ROWS" -> flow.select(columns.toArray(String[]::new));
      case "DISTINCT" -> flow.distinct(by);
      case "SORT" ->
          flow.select(columns.toArray(String[]::new))
              .sortBy(Order.asc(by), Order.desc(integer("amount")));
      default ->
          flow.groupBy(by)
              .aggregate(
                  count().as("rows"),
                  sum(integer("amount")).as("total"),
                  min(integer("amount")).as("least"),
                  max(integer("amount")).as("most"),
                  avg(integer("amount")).as("average"));
    };
  }
}
