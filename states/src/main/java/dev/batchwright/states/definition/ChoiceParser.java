package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Path;
import dev.batchwright.states.query.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the rules of a Choice state.
final class ChoiceParser {

  private final Fields fields;

  ChoiceParser(Fields fields) {
    this.fields = fields;
  }

  /// The rules, or empty when one of them is wrong.
  Optional<List<State.Rule>> parse() {
    JsonNode choices = fields.required("Choices", "a non-empty array of rules");
    if (choices.isMissingNode()) {
      return Optional.empty();
    }
    if (!choices.isArray() || choices.isEmpty()) {
      fields.report("Choices", "is " + Fields.shown(choices) + ", expected a non-empty array");
      return Optional.empty();
    }
    List<State.Rule> rules = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      String path = Places.element(fields.pathOf("Choices"), i);
      rule(Fields.of(choices.get(i), path, fields.context())).ifPresent(rules::add);
    }
    return rules.size() < choices.size() ? Optional.empty() : Optional.of(rules);
  }

  private Optional<State.Rule> rule(Fields rule) {
    rule.required("Next", "the name of a state");
    Optional<String> next = rule.text("Next");
    Optional<Expression> assign = FlowParser.assign(rule, Set.of());
    Optional<Expression> output = Optional.empty();
    Optional<Condition> condition;
    if (fields.context().isJsonata()) {
      output = rule.template("Output");
      rule.required("Condition", "a JSONata expression");
      condition =
          rule.any("Condition").isPresent() && rule.any("Condition").get().isBoolean()
              ? rule.template("Condition").map(Condition.Jsonata::new)
              : rule.expression("Condition").map(Condition.Jsonata::new);
      rule.forbid("Variable", "Condition");
    } else {
      rule.forbid("Condition", "Variable and a comparison");
      condition = condition(rule);
    }
    rule.finish("a choice rule");
    if (next.isEmpty() || condition.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new State.Rule(condition.get(), next.get(), output, assign));
  }

  private Optional<Condition> condition(Fields rule) {
    if (rule.has("Not")) {
      return rule.any("Not").flatMap(node -> nested(rule, "Not", node)).map(Condition.Not::new);
    }
    if (rule.has("And")) {
      return several(rule, "And").map(Condition.And::new);
    }
    if (rule.has("Or")) {
      return several(rule, "Or").map(Condition.Or::new);
    }
    return comparison(rule);
  }

  private Optional<Condition> nested(Fields rule, String place, JsonNode node) {
    Fields inner = Fields.of(node, rule.path() + "." + place, rule.context());
    Optional<Condition> condition = condition(inner);
    inner.finish("a condition inside a rule");
    return condition;
  }

  private Optional<List<Condition>> several(Fields rule, String name) {
    JsonNode node = rule.any(name).orElseThrow();
    if (!node.isArray() || node.isEmpty()) {
      rule.report(name, "is " + Fields.shown(node) + ", expected a non-empty array");
      return Optional.empty();
    }
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      nested(rule, name + "[" + i + "]", node.get(i)).ifPresent(conditions::add);
    }
    return conditions.size() < node.size() ? Optional.empty() : Optional.of(conditions);
  }

  private Optional<Condition> comparison(Fields rule) {
    rule.required("Variable", "the path of what is compared");
    Optional<Path> variable =
        rule.text("Variable").flatMap(text -> rule.compiled("Variable", text, Path::compile));
    List<Condition.Comparison> found = new ArrayList<>();
    int operators = 0;
    for (Comparator comparator : Comparator.values()) {
      String name = comparator.text();
      if (rule.has(name)) {
        operators++;
        literal(rule, comparator)
            .ifPresent(operand ->
                variable.ifPresent(
                    it -> found.add(new Condition.Comparison(it, comparator, operand))));
      }
      if (comparator.hasPathForm() && rule.has(name + "Path")) {
        operators++;
        rule.path(name + "Path")
            .ifPresent(operand ->
                variable.ifPresent(
                    it -> found.add(new Condition.Comparison(it, comparator, operand))));
      }
    }
    if (operators != 1) {
      rule.context()
          .report(
              rule.path(),
              "has " + operators + " comparisons, expected exactly one, such as StringEquals");
    }
    return found.stream().findFirst().map(it -> it);
  }

  private static Optional<Expression> literal(Fields rule, Comparator comparator) {
    JsonNode operand = rule.any(comparator.text()).orElseThrow();
    Optional<String> expected = comparator.expected(operand);
    if (expected.isPresent()) {
      rule.report(
          comparator.text(), "is " + Fields.shown(operand) + ", expected " + expected.get());
      return Optional.empty();
    }
    return Optional.of(new Expression.Constant(operand));
  }
}
