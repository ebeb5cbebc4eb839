package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// One machine's coverage as text for the console, as Markdown and as JSON.
final class CoverageReport {

  private CoverageReport() {}

  /// A line of figures, and a line for everything that was not reached.
  static String text(MachineCoverage machine) {
    StringBuilder out = new StringBuilder(machine.file().source()).append(": ");
    String separator = "";
    for (CoveragePoint.Kind kind : CoveragePoint.Kind.values()) {
      out.append(separator).append(figures(machine, kind));
      separator = ", ";
    }
    for (CoveragePoint.Kind kind : CoveragePoint.Kind.values()) {
      for (CoveragePoint point : machine.missed(kind)) {
        out.append("\n    not reached: ")
            .append(kind.name().toLowerCase(Locale.ROOT))
            .append(' ')
            .append(point.text());
      }
    }
    return out.toString();
  }

  /// `7 of 9 branches (77.8 %)`.
  static String figures(MachineCoverage machine, CoveragePoint.Kind kind) {
    return machine.covered(kind)
        + " of "
        + machine.total(kind)
        + " "
        + kind.plural()
        + " ("
        + percent(machine.percent(kind))
        + " %)";
  }

  /// Rounded down: only all of it is 100.
  static String percent(double value) {
    double floor = Math.floor(value * 10) / 10;
    return floor == Math.rint(floor)
        ? Long.toString((long) floor)
        : String.format(Locale.ROOT, "%.1f", floor);
  }

  static String markdown(MachineCoverage machine) {
    StringBuilder out = new StringBuilder("# " + machine.file().source() + "\n\n");
    out.append("| | reached | of | % |\n| --- | --: | --: | --: |\n");
    for (CoveragePoint.Kind kind : CoveragePoint.Kind.values()) {
      out.append("| ")
          .append(kind.plural())
          .append(" | ")
          .append(machine.covered(kind))
          .append(" | ")
          .append(machine.total(kind))
          .append(" | ")
          .append(percent(machine.percent(kind)))
          .append(" |\n");
    }
    for (CoveragePoint.Kind kind : CoveragePoint.Kind.values()) {
      out.append("\n## ").append(kind.plural()).append("\n\n| | times |\n| --- | --: |\n");
      for (CoveragePoint point : machine.points()) {
        if (point.kind() == kind) {
          long hits = machine.hits(point);
          out.append("| ")
              .append(point.text().replace("|", "\\|"))
              .append(" | ")
              .append(hits == 0 ? "**never**" : Long.toString(hits))
              .append(" |\n");
        }
      }
    }
    return out.toString();
  }

  static ObjectNode json(MachineCoverage machine) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("machine", machine.file().source());
    for (CoveragePoint.Kind kind : CoveragePoint.Kind.values()) {
      root.putObject(kind.plural())
          .put("covered", machine.covered(kind))
          .put("total", machine.total(kind));
    }
    ArrayNode points = root.putArray("points");
    for (CoveragePoint point : machine.points()) {
      points
          .addObject()
          .put("kind", point.kind().name().toLowerCase(Locale.ROOT))
          .put("what", point.text())
          .put("times", machine.hits(point));
    }
    return root;
  }
}
