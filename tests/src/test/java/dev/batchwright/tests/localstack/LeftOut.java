package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.Optional;

/// Why a case of the specification suite is not run on LocalStack; the first that applies counts.
enum LeftOut {
  REDRIVEN("redrives the execution, and RedriveExecution is not implemented there"),
  TOKEN("waits for a task token, which the mocks do not give out"),
  SLOW("has a task that takes time, and the mocks answer at once"),
  CAUSELESS("expects an error without a cause, and the mocks always have one"),
  LARGE("assigns 128 KiB and more, on which LocalStack is busy for more than 30 seconds"),
  RACING("times out in 0 seconds or less, which is taken there, and a race with the task"),
  LONG("takes more than 12 seconds, which are simulated here"),
  VERSIONED("reads a version of an object that the suite made up"),
  CHANCE("draws from States.MathRandom, whose end, exclusive by the documentation, comes up there"),
  CLOCK("expects a date of the simulated clock"),
  SYNCHRONOUS("is an Express workflow's run, which DescribeExecution does not show");

  private static final double MOST_SECONDS = 12;

  /// The simulated clock starts at midnight of that day, and no case that is not LONG leaves it.
  private static final String SIMULATED_DAY = "2026-01-01T";

  private final String reason;

  LeftOut(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /// Definitions that are only read are all sent there.
  static Optional<LeftOut> of(JsonNode it) throws IOException {
    if (it.has("problems")) {
      return Optional.empty();
    }
    JsonNode expect = it.get("expect");
    JsonNode definition = Json.parse(SpecificationCases.definition(it));
    if (it.has("redrives")) {
      return Optional.of(REDRIVEN);
    }
    if (definition.toString().contains(".waitForTaskToken\"")) {
      return Optional.of(TOKEN);
    }
    if (it.path("tasks").findValue("takesSeconds") != null) {
      return Optional.of(SLOW);
    }
    if (isCauseless(it)) {
      return Optional.of(CAUSELESS);
    }
    if (it.path("tasks").findValue("returnBytes") != null
        && definition.findValue("Assign") != null) {
      return Optional.of(LARGE);
    }
    if (timesOutAtOnce(definition, it.path("input"))) {
      return Optional.of(RACING);
    }
    if (expect.path("seconds").asDouble() > MOST_SECONDS) {
      return Optional.of(LONG);
    }
    if (definition.findValue("VersionId") != null) {
      return Optional.of(VERSIONED);
    }
    if (definition.toString().contains("States.MathRandom(")) {
      return Optional.of(CHANCE);
    }
    if (expect.path("output").toString().contains(SIMULATED_DAY)) {
      return Optional.of(CLOCK);
    }
    if (it.path("type").asText().equals("EXPRESS")) {
      return Optional.of(SYNCHRONOUS);
    }
    return Optional.empty();
  }

  private static boolean timesOutAtOnce(JsonNode definition, JsonNode input) {
    return definition.findValuesAsText("TimeoutSeconds").contains("{% 0 %}")
        || (definition.findValue("TimeoutSecondsPath") != null && input.path("t").asInt(1) < 1);
  }

  private static boolean isCauseless(JsonNode it) {
    return lacks(it.path("tasks"), "error", "cause")
        && lacks(it.at("/expect/output"), "Error", "Cause");
  }

  private static boolean lacks(JsonNode node, String one, String other) {
    return node.findParents(one).stream().anyMatch(parent -> !parent.has(other));
  }
}
