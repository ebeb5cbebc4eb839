package dev.batchwright.states.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds what is allowed in a definition and yet likely not what was meant: texts that look like
/// paths where they are plain texts. Of JSONPath states only: in JSONata nobody writes those.
///
/// The service documents which warnings there are, not in which fields it looks. Here it is every
/// field but Comment and a choice rule's Variable, which is a path under that name.
public final class Warnings {

  private static final Set<String> TEMPLATES =
      Set.of("Parameters", "ResultSelector", "ItemSelector", "BatchInput", "Assign", "Credentials");

  private static final Set<String> PROCESSORS = Set.of("ItemProcessor", "Iterator");

  private static final Set<String> PLAIN = Set.of("Comment", "Variable");

  /// `$`, `$.a`, `$[0]`, `$$.State`, `$variable.a`.
  private static final Predicate<String> PATH =
      Pattern.compile(
              "\\$|\\$\\$?[.\\[].*|\\$\\p{javaUnicodeIdentifierStart}\\p{javaUnicodeIdentifierPart}*([.\\[].*)?")
          .asMatchPredicate();

  private static final Predicate<String> INTRINSIC =
      Pattern.compile("States\\.[A-Z]\\w*\\(.*\\)").asMatchPredicate();

  private final List<Problem> found = new ArrayList<>();
  private final boolean jsonataMachine;

  private Warnings(boolean jsonataMachine) {
    this.jsonataMachine = jsonataMachine;
  }

  /// The warnings of a definition, valid or not, in its order; none where it is not JSON.
  public static List<Problem> in(String text) {
    JsonNode machine;
    try {
      machine = Json.parse(text);
    } catch (JsonProcessingException _) {
      return List.of();
    }
    var warnings = new Warnings(isJsonata(machine));
    warnings.workflow(machine, "$");
    return List.copyOf(warnings.found);
  }

  private static boolean isJsonata(JsonNode owner) {
    return owner.path("QueryLanguage").asText().equals("JSONata");
  }

  private void workflow(JsonNode workflow, String place) {
    String states = Places.member(place, "States");
    workflow
        .path("States")
        .properties()
        .forEach(it -> state(it.getValue(), Places.member(states, it.getKey())));
  }

  private void state(JsonNode state, String place) {
    boolean isPass = state.path("Type").asText().equals("Pass");
    boolean isPlain = jsonataMachine || isJsonata(state);
    for (var entry : state.properties()) {
      String name = entry.getKey();
      String below = Places.member(place, name);
      JsonNode value = entry.getValue();
      if (PROCESSORS.contains(name)) {
        workflow(value, below);
      } else if (name.equals("Branches")) {
        for (int i = 0; i < value.size(); i++) {
          workflow(value.path(i), Places.element(below, i));
        }
      } else if (isPass && name.equals("Result") && !isPlain) {
        result(value, below);
      } else if (!isPlain) {
        field(name, value, below);
      }
    }
  }

  private void field(String name, JsonNode value, String place) {
    if (TEMPLATES.contains(name)) {
      template(value, place);
    } else if (value.isTextual()) {
      if (!PLAIN.contains(name) && !name.endsWith("Path") && PATH.test(value.textValue())) {
        found.add(
            new Problem(
                Problem.Code.NO_PATH,
                place,
                "is '"
                    + value.textValue()
                    + "', which looks like a path and is taken as text; a field that takes a path"
                    + " has a name that ends in 'Path'"));
      }
    } else {
      fields(value, place);
    }
  }

  private void fields(JsonNode value, String place) {
    value
        .properties()
        .forEach(it -> field(it.getKey(), it.getValue(), Places.member(place, it.getKey())));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      fields(value.get(i), Places.element(place, i));
    }
  }

  private void template(JsonNode value, String place) {
    for (var entry : value.properties()) {
      String below = Places.member(place, entry.getKey());
      if (!entry.getKey().endsWith(".$") && isQuery(entry.getValue())) {
        found.add(
            new Problem(
                Problem.Code.NO_DOLLAR,
                below,
                "is '"
                    + entry.getValue().textValue()
                    + "', which looks like a query and is taken as text; a member that takes a"
                    + " query has a name that ends in '.$'"));
      }
      template(entry.getValue(), below);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      template(value.get(i), Places.element(place, i));
    }
  }

  private void result(JsonNode value, String place) {
    if (isQuery(value)) {
      found.add(
          new Problem(
              Problem.Code.PASS_RESULT_IS_STATIC,
              place,
              "is '"
                  + value.textValue()
                  + "', which looks like a query; a Result is taken as it stands, use Parameters"));
    }
    value.properties().forEach(it -> result(it.getValue(), Places.member(place, it.getKey())));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      result(value.get(i), Places.element(place, i));
    }
  }

  private static boolean isQuery(JsonNode value) {
    return value.isTextual() && (PATH.test(value.textValue()) || INTRINSIC.test(value.textValue()));
  }
}
