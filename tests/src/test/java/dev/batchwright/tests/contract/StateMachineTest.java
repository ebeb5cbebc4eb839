package dev.batchwright.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.DeadlineException;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the files in statemachines/, infra/template.yaml and functions/ promise one another.
class StateMachineTest {

  private static final String STAGE_FUNCTION = "${";

  private final Template template =
      Template.read(
          Repository.root().resolve("infra/template.yaml"),
          new Surroundings(
              "us-east-1", "000000000000", "batchwright", "http://localhost", Map.of()));

  @Test
  void everyMachineIsDeployed() {
    assertThat(machines())
        .hasSameSizeAs(template.all(Declared.StateMachine.class))
        .allSatisfy(file -> assertThat(declared(file)).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyTaskStateHasTheFunctionOfItsName(String file) throws ReflectiveOperationException {
    Map<String, String> functionOfState = new HashMap<>();
    eachState(
        file,
        (name, state) -> {
          String function = state.path("Arguments").path("FunctionName").asText();
          if (function.startsWith(STAGE_FUNCTION)) {
            functionOfState.put(name, function);
          }
        });
    assertThat(functionOfState).isNotEmpty();
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

  @ParameterizedTest
  @MethodSource("machines")
  void whatCannotPassIsNeverTriedAgainAndEverythingElseIs(String file) {
    List<String> hopeless =
        Stream.of(BatchException.class.getPermittedSubclasses())
            .filter(type -> type != TransientException.class && type != DeadlineException.class)
            .map(Class::getName)
            .toList();
    eachState(
        file,
        (name, state) -> {
          if (!state.path("Resource").asText().endsWith("lambda:invoke")) {
            return;
          }
          JsonNode first = state.path("Retry").path(0);
          assertThat(texts(first.path("ErrorEquals")))
              .as(name)
              .containsExactlyInAnyOrderElementsOf(hopeless);
          assertThat(first.path("MaxAttempts").asInt(-1)).as(name).isZero();
          JsonNode late = state.path("Retry").path(1);
          assertThat(texts(late.path("ErrorEquals")))
              .as(name + ": what stops in time is tried again as what was cut off")
              .containsExactly(
                  "States.Timeout", "Sandbox.Timedout", DeadlineException.class.getName());
          assertThat(late.path("MaxAttempts").asInt()).as(name).isEqualTo(1);
          JsonNode last = state.path("Retry").path(state.path("Retry").size() - 1);
          assertThat(texts(last.path("ErrorEquals"))).as(name).containsExactly("States.ALL");
          assertThat(last.path("JitterStrategy").asText()).as(name).isEqualTo("FULL");
          assertThat(last.path("MaxAttempts").asInt()).as(name).isPositive();
        });
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyTaskHasATimeoutAndEveryFailureSomewhereToGo(String file) {
    eachState(
        file,
        (name, state) -> {
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
    JsonNode substitutions = substitutions("batch.asl.json");
    int itemSeconds = substitutions.path("ItemTimeoutSeconds").asInt();
    int stageSeconds = substitutions.path("StageTimeoutSeconds").asInt();
    assertThat(2 * itemSeconds).as("an Express child ends after five minutes").isLessThan(300);
    for (Declared.Function function : functionsOf("batch.asl.json")) {
      boolean item = function.logicalId().matches("MapChunk|ReducePartition");
      assertThat(function.timeout().toSeconds())
          .as(function.logicalId())
          .isLessThan(item ? itemSeconds : stageSeconds);
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everySubstitutionIsGiven(String file) {
    Matcher used = Pattern.compile("\\$\\{(\\w+)}").matcher(read(file).toString());
    JsonNode given = substitutions(file);
    int count = 0;
    while (used.find()) {
      assertThat(given.has(used.group(1))).as(used.group()).isTrue();
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(given.size());
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aMachinesFunctionsEndBeforeTheirStatesDo(String file) {
    JsonNode stageSeconds = substitutions(file).path("StageTimeoutSeconds");
    assertThat(stageSeconds.asInt()).isPositive();
    assertThat(functionsOf(file))
        .isNotEmpty()
        .allSatisfy(function ->
            assertThat(function.timeout().toSeconds()).isLessThan(stageSeconds.asInt()));
  }

  /// A permission for a function is none for its alias.
  @ParameterizedTest
  @MethodSource("machines")
  void aMachineMayInvokeWhatItNamesAndNothingElse(String file) {
    List<String> named = new ArrayList<>();
    substitutions(file)
        .properties()
        .forEach(it -> {
          if (it.getValue().asText().contains(":function:")) {
            named.add(it.getValue().asText());
          }
        });
    List<String> allowed = new ArrayList<>();
    for (JsonNode policy : declared(file).properties().path("Policies")) {
      for (JsonNode statement : policy.path("Statement")) {
        if (statement.path("Action").asText().equals("lambda:InvokeFunction")) {
          JsonNode resource = statement.path("Resource");
          allowed.addAll(resource.isArray() ? texts(resource) : List.of(resource.asText()));
        }
      }
    }
    assertThat(allowed).isNotEmpty().containsExactlyInAnyOrderElementsOf(named);
  }

  static List<String> machines() {
    try (Stream<Path> files = Files.list(Repository.root().resolve("statemachines"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Declared.StateMachine declared(String file) {
    return template.all(Declared.StateMachine.class).stream()
        .filter(it -> it.properties().path("DefinitionUri").asText().endsWith("/" + file))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the template does not deploy " + file));
  }

  private JsonNode substitutions(String file) {
    return declared(file).properties().path("DefinitionSubstitutions");
  }

  private List<Declared.Function> functionsOf(String file) {
    List<String> arns = new ArrayList<>();
    substitutions(file).properties().forEach(it -> arns.add(it.getValue().asText()));
    return template.all(Declared.Function.class).stream()
        .filter(it -> arns.stream().anyMatch(arn -> (arn + ":").contains(":" + it.name() + ":")))
        .toList();
  }

  private void eachState(String file, BiConsumer<String, JsonNode> visitor) {
    visit(read(file), visitor);
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

  private static JsonNode read(String file) {
    try {
      return new JsonMapper()
          .readTree(Files.readString(Repository.root().resolve("statemachines").resolve(file)));
    } catch (IOException e) {
      throw new AssertionError("statemachines/" + file + " cannot be read", e);
    }
  }
}
