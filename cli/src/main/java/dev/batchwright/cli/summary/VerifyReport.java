package dev.batchwright.cli.summary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Finding;
import dev.batchwright.batch.verify.Verification;
import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// What a verification found, as text or as JSON.
///
/// @param found what it found
/// @param show turns URIs into what the user knows
public record VerifyReport(Verification found, UnaryOperator<String> show) {

  public VerifyReport {
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(show, "show");
  }

  /// Prints text: one line where all holds, else each finding with what to do.
  public void printText(PrintStream out) {
    String looked =
        "%s, %s, %s; %s held against the plan"
            .formatted(
                Units.count(found.outputs(), "output"),
                Units.count(found.rows(), "row"),
                Units.bytes(found.bytes())
                    + (found.depth() == Depth.FULL ? " read again" : " by name, size and ETag"),
                Units.count(found.chunks(), "chunk"));
    if (found.holds()) {
      out.printf("Run %s holds: %s.%n", found.run(), looked);
    } else {
      out.printf(
          "Run %s does not hold: %s in %s.%n",
          found.run(), Units.count(found.findingCount(), "finding"), show.apply(found.output()));
      found.findings().forEach(finding -> print(finding, out));
      long more = found.findingCount() - found.findings().size();
      if (more > 0) {
        out.printf("%nand %s more%n", Units.count(more));
      }
      out.printf("%nLooked at: %s.%n", looked);
    }
    found.notes().forEach(note -> out.printf("Note: %s%n", show.apply(note)));
  }

  private void print(Finding finding, PrintStream out) {
    out.printf("%n%s%n", show.apply(finding.place()));
    out.printf("  %s: %s%n", name(finding), show.apply(finding.what()));
    out.printf("  to do: %s%n", finding.kind().advice());
  }

  private static String name(Finding finding) {
    return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Prints one JSON document.
  public void printJson(PrintStream out) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("run", found.run());
    json.put("holds", found.holds());
    json.put("output", show.apply(found.output()));
    json.put("depth", found.depth().name().toLowerCase(Locale.ROOT));
    json.put("outputs", found.outputs());
    json.put("bytes", found.bytes());
    json.put("rows", found.rows());
    json.put("chunks", found.chunks());
    json.put("findingCount", found.findingCount());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : found.findings()) {
      ObjectNode one = findings.addObject();
      one.put("kind", finding.kind().name());
      one.put("place", show.apply(finding.place()));
      one.put("what", show.apply(finding.what()));
      one.put("advice", finding.kind().advice());
    }
    ArrayNode notes = json.putArray("notes");
    found.notes().forEach(note -> notes.add(show.apply(note)));
    out.println(json.toPrettyString());
  }
}
