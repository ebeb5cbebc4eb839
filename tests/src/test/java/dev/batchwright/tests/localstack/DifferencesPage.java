package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// docs/states-and-localstack.md, made from the suite and the list of differences.
final class DifferencesPage {

  private static final String HEAD =
      """
      # The engine and LocalStack

      The [specification suite](../states/src/test/resources/spec) is run on LocalStack 4.14.0 too, through the AWS SDK, by
      `SpecificationDifferencesTest`: each definition is created there, and each that is valid is started. Compared are whether a definition is
      accepted, the execution's status, output and error, and, where nothing runs side by side, the types and order of its history events and the
      arguments of its tasks; causes are worded by each service in its own way. A difference that is not below fails that test, and one that is
      below and is gone fails it too. This page is made from [localstack-differences.json](../tests/src/test/resources/localstack-differences.json), and `DifferencesPageTest`
      keeps the two the same.

      A distributed map with Express children is run twice, as it stands and, as `ID@STANDARD`, with Standard children: LocalStack refuses the first.

      Tasks answer by the suite's scripts, there as a mock configuration of Step Functions Local (`SFN_MOCK_CONFIG`) that `Mocks` makes of them.

      "Who is right" goes by the sources of [decision 0012](decisions/0012-what-the-service-does.md): executions recorded on AWS that are public, the Step Functions
      developer guide, the States Language specification. *Open* is what none of them settles; then the reason of our choice is given.

      """;

  private DifferencesPage() {}

  static String text() throws Exception {
    Differences differences = Differences.read();
    return HEAD + numbers(SpecificationCases.all(), differences) + list(differences);
  }

  private static String numbers(List<JsonNode> cases, Differences differences) throws IOException {
    Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
    int run = 0;
    int invalid = 0;
    int twice = 0;
    int mocked = 0;
    for (JsonNode it : cases) {
      Optional<LeftOut> left = LeftOut.of(it);
      if (left.isPresent()) {
        leftOut.merge(left.get(), 1, Integer::sum);
      } else if (it.has("problems")) {
        invalid++;
      } else {
        run++;
        mocked += Mocks.serve(it) ? 1 : 0;
        twice += StandardChildren.of(it).isPresent() ? 1 : 0;
      }
    }
    int differ = differences.byCase().size();
    StringBuilder out = new StringBuilder("| cases | |\n| --- | --- |\n");
    row(out, cases.size(), "in the suite");
    row(out, invalid, "are definitions that are only created");
    row(
        out,
        run,
        "are run, %d of them with mocked tasks, and %d a second time with Standard children"
            .formatted(mocked, twice));
    leftOut.forEach((why, count) -> row(out, count, "left out: " + why.reason()));
    row(out, invalid + run + twice - differ, "come out as the suite says");
    row(out, differ, "differ");
    return out.append('\n').toString();
  }

  private static void row(StringBuilder out, int count, String what) {
    out.append("| ").append(count).append(" | ").append(what).append(" |\n");
  }

  private static String list(Differences differences) {
    StringBuilder out = new StringBuilder("## What LocalStack does otherwise\n");
    for (Differences.Cause cause : differences.causes()) {
      out.append("\n### ").append(cause.what()).append('\n');
      out.append(
          switch (cause.right()) {
            case BATCHWRIGHT -> "Right: the engine. ";
            case LOCALSTACK -> "Right: LocalStack. ";
            case OPEN -> "Right: open. ";
          });
      out.append(cause.why()).append("\n\n");
      Map<String, List<String>> byOutcome = new TreeMap<>();
      cause.cases().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(it ->
              byOutcome.computeIfAbsent(it.getValue(), _ -> new ArrayList<>()).add(it.getKey()));
      byOutcome.forEach((outcome, ids) ->
          out.append("- `")
              .append(outcome)
              .append("`: ")
              .append(String.join(", ", ids))
              .append('\n'));
    }
    return out.toString();
  }
}
