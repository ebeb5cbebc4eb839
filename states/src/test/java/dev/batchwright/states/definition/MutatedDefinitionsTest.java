package dev.batchwright.states.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Bad input: whatever is done to a definition, it is read, or refused with places that are there.
final class MutatedDefinitionsTest {

  private static final int ROUNDS = 1;

  /// What a stack trace or the text of somebody else's exception would have.
  private static final Pattern CLASS =
      Pattern.compile("[a-z]+\\.[a-z.]+\\.[A-Z]\\w*(Exception|Error)|Index \\d+ out of bounds");

  private final List<JsonNode> definitions = new ArrayList<>();

  MutatedDefinitionsTest() throws Exception {
    for (JsonNode it : SpecificationCases.all()) {
      JsonNode definition = it.get("definition");
      if (definition.isObject()
          && !definition.isEmpty()
          && definition.toString().length() < 5_000) {
        definitions.add(definition);
      }
    }
  }

  @Test
  void aMutatedTreeIsReadOrRefusedWithPlacesInIt() {
    var random = new SplittableRandom(20260101);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (JsonNode definition : definitions) {
        JsonNode mutant = definition.deepCopy();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          mutant = new Mutator(random, definitions).mutate(mutant);
        }
        MachineType type = random.nextBoolean() ? MachineType.STANDARD : MachineType.EXPRESS;
        refused += parse(mutant.toString(), mutant, type);
      }
    }
    assertThat(refused).as("mutants that were refused").isGreaterThan(ROUNDS * 50);
  }

  @Test
  void mutatedTextIsReadOrRefused() {
    var random = new SplittableRandom(20260102);
    for (int round = 0; round < ROUNDS; round++) {
      for (JsonNode definition : definitions) {
        StringBuilder text = new StringBuilder(definition.toString());
        for (int i = random.nextInt(1, 4); i > 0 && !text.isEmpty(); i--) {
          int at = random.nextInt(text.length());
          switch (random.nextInt(3)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.setCharAt(at, "{}[]\",:$%.0\\'".charAt(random.nextInt(13)));
            default -> text.setLength(at);
          }
        }
        JsonNode tree = tree(text.toString());
        parse(text.toString(), tree, MachineType.STANDARD);
      }
    }
  }

  private static JsonNode tree(String text) {
    try {
      return Json.parse(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
      return Json.mapper().missingNode();
    }
  }

  /// 1 when the definition was refused.
  private static int parse(String text, JsonNode tree, MachineType type) {
    try {
      StateMachine.parse(text, type);
      return 0;
    } catch (InvalidDefinitionException e) {
      assertThat(e.problems()).isNotEmpty();
      for (Problem problem : e.problems()) {
        assertThat(problem.message()).as(text).isNotBlank().doesNotContainPattern(CLASS);
        if (!tree.isMissingNode()) {
          String pointer = problem.pointer().equals("/") ? "" : problem.pointer();
          assertThat(tree.at(parent(pointer)).isMissingNode())
              .as("%s in %s", problem, text)
              .isFalse();
        }
      }
      return 1;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("not read and not refused: " + text, e);
    }
  }

  /// What is missing has no place but its owner's, so the owner has to be there.
  private static String parent(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(0, pointer.lastIndexOf('/'));
  }

  @Test
  void placesReadAsPointers() {
    assertThat(Places.pointer("$")).isEqualTo("/");
    assertThat(Places.pointer("$.States.A.Choices[0].Not.Next"))
        .isEqualTo("/States/A/Choices/0/Not/Next");
    String place = Places.element(Places.member(Places.member("$", "it's a.b\\/~"), "x.$"), 12);
    assertThat(place).isEqualTo("$['it\\'s a.b\\\\/~']['x.$'][12]");
    assertThat(Places.pointer(place)).isEqualTo("/it's a.b\\~1~0/x.$/12");
    assertThat(Places.member("$", "")).isEqualTo("$['']");
    assertThat(Places.member("$", "1a")).isEqualTo("$['1a']");
    assertThat(Places.pointer("$['']")).isEqualTo("/");
  }

  /// Changes one place of a tree.
  private record Mutator(SplittableRandom random, List<JsonNode> donors) {

    private static final List<String> VALUES =
        List.of(
            "null",
            "0",
            "-1",
            "1.5",
            "1e400",
            "99999999999999999999",
            "true",
            "\"\"",
            "\"$\"",
            "\"$$\"",
            "\"$.a[*]\"",
            "\"$.a['b\"",
            "\"$..\"",
            "\"{% $ %}\"",
            "\"{% ( %}\"",
            "\"{% /(/ %}\"",
            "\"{%\"",
            "\"States.Format('\"",
            "\"States.Array(\"",
            "\"arn:aws:states:::\"",
            "\"arn:aws:states:::a:b\"",
            "\"arn:aws:lambda:::function:\"",
            "\"Pass\"",
            "\"Map\"",
            "\"Choice\"",
            "\"JSONata\"",
            "\"JSONPath\"",
            "\"DISTRIBUTED\"",
            "{}",
            "[]",
            "[[]]",
            "{\"\": {}}",
            "{\"StartAt\": \"A\"}",
            "\"\\u0000\"",
            "\"\\ud800\"");

    JsonNode mutate(JsonNode root) {
      List<JsonNode> owners = new ArrayList<>();
      collect(root, owners);
      if (owners.isEmpty()) {
        return root;
      }
      JsonNode owner = owners.get(random.nextInt(owners.size()));
      if (owner instanceof ObjectNode object) {
        change(object);
      } else if (owner instanceof com.fasterxml.jackson.databind.node.ArrayNode array) {
        int at = random.nextInt(array.size());
        switch (random.nextInt(3)) {
          case 0 -> array.remove(at);
          case 1 -> array.set(at, value());
          default -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
        }
      }
      return root;
    }

    private void change(ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(5)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, value());
        case 2 -> object.set(name + "Path", object.remove(name));
        case 3 -> object.set(donorName(), value());
        default -> object.set(donorName(), object.get(name).deepCopy());
      }
    }

    private String donorName() {
      List<JsonNode> owners = new ArrayList<>();
      collect(donors.get(random.nextInt(donors.size())), owners);
      List<String> names = new ArrayList<>();
      owners.get(random.nextInt(owners.size())).fieldNames().forEachRemaining(names::add);
      return names.isEmpty() ? "Next" : names.get(random.nextInt(names.size()));
    }

    private JsonNode value() {
      if (random.nextInt(3) == 0) {
        List<JsonNode> owners = new ArrayList<>();
        collect(donors.get(random.nextInt(donors.size())), owners);
        return owners.get(random.nextInt(owners.size())).deepCopy();
      }
      return tree(VALUES.get(random.nextInt(VALUES.size())));
    }

    /// All objects and arrays that have something in them.
    private static void collect(JsonNode node, List<JsonNode> into) {
      if (node.isContainerNode() && !node.isEmpty()) {
        into.add(node);
        node.forEach(child -> collect(child, into));
      }
    }
  }
}
