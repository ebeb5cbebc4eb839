package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the conversations in `api/*.json`: arrays of cases, each with
///
/// - `id` and `says`, the sentence of the API reference that it stands for
/// - `steps`, one after the other, each of which is
///   - `call` an operation `with` a request, which `gives` what is at JSON pointers of the answer
///     (null: nothing is there; a pointer that ends in `#`: how many are there), or is `refused`
///     with an error name and a message that `says` something; `keep` names parts of the answer
///   - `pass`, a number of seconds
///   - `take`, the name under which a task token is kept
///
/// `<name>` in a text stands for what was kept; `<arn>` for the start of all ARNs, `<PASS>` and
/// `<WAIT>` for the definitions in [TestApi], `<x*n>` for n times x. Members that hold JSON text in
/// the API may be JSON here. Tasks answer their arguments, or fail where those have a member
/// `fail`.
final class ApiCasesTest {

  private static final Pattern KEPT = Pattern.compile("<([\\p{L}\\d]+)(?:\\*(\\d+))?>");
  private static final Set<String> TEXTS =
      Set.of("definition", "input", "output", "result", "variables", "context");

  private final TestApi api =
      new TestApi(call -> {
        if (call.arguments().at("/MessageBody/fail").isTextual()) {
          throw new TaskFailure(call.arguments().at("/MessageBody/fail").asText(), "as told");
        }
        return call.arguments();
      });
  private final Map<String, String> kept =
      new HashMap<>(Map.of("arn", TestApi.PREFIX, "PASS", TestApi.PASS, "WAIT", TestApi.WAIT));

  @TestFactory
  Stream<DynamicContainer> theApi() throws Exception {
    Path folder = Path.of(ApiCasesTest.class.getResource("/api").toURI());
    List<DynamicContainer> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        files.add(DynamicContainer.dynamicContainer(path.getFileName().toString(), tests(path)));
      }
    }
    return files.stream();
  }

  private static List<DynamicTest> tests(Path path) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode it : Json.parse(Files.readString(path))) {
      tests.add(
          DynamicTest.dynamicTest(
              it.get("id").asText() + ": " + it.get("says").asText(),
              () -> new ApiCasesTest().check(it.get("steps"))));
    }
    return tests;
  }

  private void check(JsonNode steps) throws Exception {
    for (int i = 0; i < steps.size(); i++) {
      JsonNode step = steps.get(i);
      if (step.has("pass")) {
        api.time.advance(Duration.ofSeconds(step.get("pass").asLong()));
      } else if (step.has("take")) {
        kept.put(step.get("take").asText(), api.tokens.take());
      } else {
        call(step, "step " + (i + 1) + ", " + step.get("call").asText());
        api.time.advance(Duration.ZERO);
      }
    }
  }

  private void call(JsonNode step, String place) {
    JsonNode answer;
    try {
      answer = api.api.call(step.get("call").asText(), filled(step.path("with"), ""));
    } catch (ApiException e) {
      assertThat(e.code())
          .as("%s: %s", place, e.getMessage())
          .isEqualTo(step.at("/refused").asText());
      String says = filled(step.path("says"), "").asText();
      assertThat(e.getMessage()).as(place).contains(says);
      return;
    }
    assertThat(step.has("refused")).as("%s was not refused: %s", place, answer).isFalse();
    for (var entry : step.path("gives").properties()) {
      JsonNode wanted = filled(entry.getValue(), "");
      JsonNode found = at(answer, entry.getKey());
      assertThat(wanted.equals(ApiCasesTest::compare, found))
          .as("%s: %s is %s, expected %s in %s", place, entry.getKey(), found, wanted, answer)
          .isTrue();
    }
    for (var entry : step.path("keep").properties()) {
      kept.put(entry.getKey(), at(answer, entry.getValue().asText()).asText());
    }
  }

  private static JsonNode at(JsonNode answer, String pointer) {
    if (pointer.endsWith("#")) {
      String list = pointer.substring(0, pointer.length() - 1);
      return Json.mapper().valueToTree(answer.at(list).size());
    }
    JsonNode found = answer.at(pointer);
    return found.isMissingNode() ? Json.mapper().nullNode() : found;
  }

  private static int compare(JsonNode a, JsonNode b) {
    boolean same =
        a.isNumber() && b.isNumber()
            ? a.decimalValue().compareTo(b.decimalValue()) == 0
            : a.equals(b);
    return same ? 0 : 1;
  }

  private JsonNode filled(JsonNode value, String name) {
    if (TEXTS.contains(name) && value.isContainerNode()) {
      return TextNode.valueOf(filled(value, "").toString());
    }
    if (value.isTextual()) {
      return TextNode.valueOf(filled(value.textValue()));
    }
    if (value.isArray()) {
      ArrayNode array = Json.mapper().createArrayNode();
      value.forEach(it -> array.add(filled(it, "")));
      return array;
    }
    if (value.isObject() || value.isMissingNode()) {
      ObjectNode object = Json.mapper().createObjectNode();
      value.properties().forEach(it -> object.set(it.getKey(), filled(it.getValue(), it.getKey())));
      return object;
    }
    return value;
  }

  private String filled(String text) {
    return KEPT.matcher(text)
        .replaceAll(it ->
            Matcher.quoteReplacement(
                it.group(2) == null
                    ? kept.getOrDefault(it.group(1), it.group())
                    : it.group(1).repeat(Integer.parseInt(it.group(2)))));
  }
}
