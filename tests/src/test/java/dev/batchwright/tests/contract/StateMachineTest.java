package dev.batchwright.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What statemachines/batch.asl.json, infra/template.yaml and functions/ promise one another.
class StateMachineTest {

  private static final String STAGE_FUNCTION = "${";

  private final JsonNode machine = read();
  private final Template template =
      Template.read(
          Repository.root().resolve("infra/template.yaml"),
          new Surroundings(
              "us-east-1", "000000000000", "batchwright", "http://localhost", Map.of()));

  @Test
  void everyTaskStateHasTheFunctionOfItsName() throws ReflectiveOperationException {
    Map<String, String> functionOfState = new HashMap<>();
    eachState((name, state) -> {
      String function = state.path("Arguments").path("FunctionName").asText();
      if (function.startsWith(STAGE_FUNCTION)) {
        functionOfState.put(name, function);
      }
    });
    assertThat(functionOfState).hasSize(7);
    for (Map.Entry<String, String> entry : functionOfState.entrySet()) {
      String handler = camelCase(entry.getKey());
      assertThat(entry.getValue()).isEqualTo("${" + handler + "Arn}");
      Declared.Function declared =
          template.all(Declared.Function.class).stream()
              .filter(function -> function.logicalId().equals(handler))
              .findFirst()
              .orElseThrow(() -> new AssertionError("the template has no function " + handler));
      assertThat(declared.handler())
          .isEqualTo("dev.batchwright.functions." + handler + "::handleRequest");
      Class<?> type = Class.forName("dev.batchwright.functions." + handler);
      assertThat(RequestStreamHandler.class).isAssignableFrom(type);
      assertThat(type.getConstructor()).as("Lambda makes it by the no-argument one").isNotNull();
    }
  }

  @Test
  void whatCannotPassIsNeverTriedAgainAndEverythingElseIs() {
    List<String> hopeless =
        Stream.of(BatchException.class.getPermittedSubclasses())
            .filter(type -> type != TransientException.class)
            .map(Class::getName)
            .toList();
    eachState((name, state) -> {
      if (!state.path("Resource").asText().endsWith("lambda:invoke")) {
        return;
      }
      JsonNode first = state.path("Retry").path(0);
      assertThat(texts(first.path("ErrorEquals")))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(hopeless);
      assertThat(first.path("MaxAttempts").asInt(-1)).as(name).isZero();
      JsonNode last = state.path("Retry").path(state.path("Retry").size() - 1);
      assertThat(texts(last.path("ErrorEquals"))).as(name).containsExactly("States.ALL");
      assertThat(last.path("JitterStrategy").asText()).as(name).isEqualTo("FULL");
      assertThat(last.path("MaxAttempts").asInt()).as(name).isPositive();
    });
  }

  @Test
  void everyTaskHasATimeoutAndEveryFailureSomewhereToGo() {
    eachState((name, state) -> {
      if (!state.path("Type").asText().matches("Task|Map")) {
        return;
      }
      JsonNode catchers = state.path("Catch");
      assertThat(texts(catchers.path(catchers.size() - 1).path("ErrorEquals")))
          .as(name)
          .containsExactly("States.ALL");
      if (state.path("Type").asText().equals("Task")) {
        assertThat(state.has("TimeoutSeconds")).as(name + " has a timeout").isTrue();
      }
    });
  }

  @Test
  void aFunctionEndsBeforeItsStateDoesAndTwoAttemptsFitIntoAnExpressChild() {
    JsonNode substitutions =
        template
            .all(Declared.StateMachine.class)
            .getFirst()
            .properties()
            .path("DefinitionSubstitutions");
    int itemSeconds = substitutions.path("ItemTimeoutSeconds").asInt();
    int stageSeconds = substitutions.path("StageTimeoutSeconds").asInt();
    assertThat(2 * itemSeconds).as("an Express child ends after five minutes").isLessThan(300);
    for (Declared.Function function : template.all(Declared.Function.class)) {
      boolean item = function.logicalId().matches("MapChunk|ReducePartition");
      assertThat(function.timeout().toSeconds())
          .as(function.logicalId())
          .isLessThan(item ? itemSeconds : stageSeconds);
    }
  }

  @Test
  void everySubstitutionIsGiven() {
    Matcher used = Pattern.compile("\\$\\{(\\w+)}").matcher(machine.toString());
    JsonNode given =
        template
            .all(Declared.StateMachine.class)
            .getFirst()
            .properties()
            .path("DefinitionSubstitutions");
    int count = 0;
    while (used.find()) {
      assertThat(given.has(used.group(1))).as(used.group()).isTrue();
      count++;
    }
    assertThat(count).isGreaterThan(7);
  }

  private void eachState(BiConsumer<String, JsonNode> visitor) {
    visit(machine, visitor);
  }

  private static void visit(JsonNode flow, BiConsumer<String, JsonNode> visitor) {
    for (Map.Entry<String, JsonNode> state : flow.path("States").properties()) {
      visitor.accept(state.getKey(), state.getValue());
      visit(state.getValue().path("ItemProcessor"), visitor);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static String camelCase(String state) {
    StringBuilder name = new StringBuilder();
    for (String word : state.split(" ")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  private static JsonNode read() {
    try {
      return new JsonMapper()
          .readTree(Files.readString(Repository.root().resolve("statemachines/batch.asl.json")));
    } catch (IOException e) {
      throw new AssertionError("statemachines/batch.asl.json cannot be read", e);
    }
  }
}
