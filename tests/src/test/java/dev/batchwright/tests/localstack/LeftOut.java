package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.Optional;

/// Why a case of the specification suite is not run on LocalStack; the first that applies counts.
enum LeftOut {
  SCRIPTED("has a Task state, whose answers are the suite's script"),
  REDRIVEN("redrives the execution, and RedriveExecution is not implemented there"),
  LONG("takes more than a second, which is simulated here"),
  VERSIONED("reads a version of an object that the suite made up"),
  CHANCE("draws from States.MathRandom, whose end, exclusive by the documentation, comes up there"),
  CLOCK("expects a date of the simulated clock"),
  SYNCHRONOUS("is an Express workflow's run, which DescribeExecution does not show");

  private static final double MOST_SECONDS = 1;

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
    if (hasTask(definition)) {
      return Optional.of(SCRIPTED);
    }
    if (it.has("redrives")) {
      return Optional.of(REDRIVEN);
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

  private static boolean hasTask(JsonNode node) {
    if (node.path("Type").asText().equals("Task")) {
      return true;
    }
    for (JsonNode child : node) {
      if (hasTask(child)) {
        return true;
      }
    }
    return false;
  }
}
