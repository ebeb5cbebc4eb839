package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The checked-in list of cases that LocalStack does not do as the specification suite says.
///
/// @param causes in the order of the page
record Differences(List<Cause> causes) {

  static final String FILE = "localstack-differences.json";

  Differences {
    causes = List.copyOf(causes);
  }

  /// Cases that differ for one reason.
  ///
  /// @param what what LocalStack does
  /// @param right who is right
  /// @param why by what source
  /// @param cases for each case what comes of it there: [Observed#text]
  record Cause(String what, Right right, String why, Map<String, String> cases) {
    Cause {
      cases = Map.copyOf(cases);
    }
  }

  /// Who does what AWS does.
  enum Right {
    BATCHWRIGHT,
    LOCALSTACK,
    /// The public sources leave it open.
    OPEN
  }

  static Differences read() throws IOException {
    try (InputStream file = Differences.class.getResourceAsStream("/" + FILE)) {
      JsonNode list = new JsonMapper().readTree(Objects.requireNonNull(file, FILE));
      List<Cause> causes = new ArrayList<>();
      for (JsonNode cause : list) {
        Map<String, String> cases = new TreeMap<>();
        cause
            .get("cases")
            .properties()
            .forEach(it -> cases.put(it.getKey(), it.getValue().asText()));
        causes.add(
            new Cause(
                cause.get("what").asText(),
                Right.valueOf(cause.get("right").asText()),
                cause.get("why").asText(),
                cases));
      }
      return new Differences(causes);
    }
  }

  /// What comes of each case there.
  ///
  /// @throws IllegalStateException where two causes have the same case
  Map<String, String> byCase() {
    Map<String, String> all = new TreeMap<>();
    for (Cause cause : causes) {
      cause
          .cases()
          .forEach((id, text) -> {
            if (all.put(id, text) != null) {
              throw new IllegalStateException(FILE + " has " + id + " twice");
            }
          });
    }
    return all;
  }
}
