package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.SpecificationCall;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scripts of cases as a mock configuration of Step Functions Local, which LocalStack reads
/// from the file that `SFN_MOCK_CONFIG` names: for each call of a state what it returns or throws.
/// It is made from a run of the engine, because an answer may be the arguments of the call; the
/// arguments become part of what the case expects.
final class Mocks {

  /// The test case of each machine: it is started as `stateMachineArn#Script`.
  static final String TEST_CASE = "Script";

  /// A script's last answer repeats: the number of the last call that is answered.
  private static final int LAST = 99;

  private final ObjectNode root = new JsonMapper().createObjectNode();
  private final ObjectNode machines = root.putObject("StateMachines");
  private final ObjectNode responses = root.putObject("MockedResponses");
  private final Map<JsonNode, String> names = new HashMap<>();

  /// Whether a case that is run has Task states.
  static boolean serve(JsonNode it) throws IOException {
    return !it.has("problems") && !tasks(it).isEmpty();
  }

  private static List<String> tasks(JsonNode it) throws IOException {
    List<String> names = new ArrayList<>();
    addTasks(Json.parse(SpecificationCases.definition(it)), names);
    return names;
  }

  private static void addTasks(JsonNode node, List<String> names) {
    for (var member : node.properties()) {
      if (member.getValue().path("Type").asText().equals("Task")) {
        names.add(member.getKey());
      }
    }
    node.forEach(child -> addTasks(child, names));
  }

  /// Adds a case's script, and gives the case with the arguments of all calls to expect.
  JsonNode add(JsonNode it) throws Exception {
    Map<String, ObjectNode> byState = new LinkedHashMap<>();
    ObjectNode expecting = it.deepCopy();
    ArrayNode arguments = expecting.withObject("expect").putArray("calls");
    for (SpecificationCall call : SpecificationCall.of(it)) {
      arguments.add(call.call().arguments());
      ObjectNode answers = byState.computeIfAbsent(call.call().stateName(), _ -> root.objectNode());
      answers.set(String.valueOf(answers.size()), answer(call));
    }
    ObjectNode states =
        machines.putObject(Names.of(it).machine()).putObject("TestCases").putObject(TEST_CASE);
    for (String state : tasks(it)) {
      ObjectNode answers = byState.computeIfAbsent(state, _ -> uncalled());
      int last = answers.size() - 1;
      answers.set(last + "-" + LAST, answers.remove(String.valueOf(last)));
      states.put(state, name(answers));
    }
    return expecting;
  }

  /// For a state that is not to be called: if it is, its result tells.
  private ObjectNode uncalled() {
    ObjectNode answers = root.objectNode();
    answers.putObject("0").putObject("Return").putObject("Payload").put("called", true);
    return answers;
  }

  private String name(ObjectNode answers) {
    return names.computeIfAbsent(
        answers,
        _ -> {
          String name = "Response" + names.size();
          responses.set(name, answers);
          return name;
        });
  }

  private ObjectNode answer(SpecificationCall call) {
    ObjectNode answer = root.objectNode();
    call.failure()
        .ifPresentOrElse(
            failure ->
                answer
                    .putObject("Throw")
                    .put("Error", failure.error())
                    .put("Cause", failure.cause().orElse("")),
            () -> {
              if (call.call().resource().kind() == ResourceArn.Kind.FUNCTION) {
                answer.putObject("Return").set("Payload", call.result());
              } else {
                answer.set("Return", call.result());
              }
            });
    return answer;
  }

  /// The file.
  String json() {
    return root.toString();
  }
}
