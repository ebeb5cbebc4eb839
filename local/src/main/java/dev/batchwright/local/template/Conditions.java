package dev.batchwright.local.template;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The conditions of a template, resolved when somebody asks.
final class Conditions {
  private static final int MAX_OPERANDS = 10;

  private final Optional<Yaml> declared;
  private final Evaluator evaluator;
  private final Set<String> resolving = new HashSet<>();

  Conditions(Optional<Yaml> declared, Evaluator evaluator) {
    this.declared = declared;
    this.evaluator = evaluator;
  }

  boolean holds(String name, Place place) {
    Yaml condition =
        declared
            .flatMap(d -> d.get(name))
            .orElseThrow(() -> place.refused("condition '" + name + "' is not declared"));
    if (!resolving.add(name)) {
      throw place.refused("condition '" + name + "' refers to itself");
    }
    try {
      return truth(condition, place.in("condition " + name));
    } finally {
      resolving.remove(name);
    }
  }

  /// Whether one of the condition functions holds.
  boolean test(String function, Yaml argument, Place place) {
    return switch (function) {
      case "Condition" -> holds(place.text(argument, function), place);
      case "Fn::Equals" -> {
        List<Yaml> sides = evaluator.items(argument, function, 2, place);
        yield evaluator
            .evaluate(sides.get(0), place)
            .asText()
            .equals(evaluator.evaluate(sides.get(1), place).asText());
      }
      case "Fn::Not" -> !truth(evaluator.items(argument, function, 1, place).getFirst(), place);
      case "Fn::And" -> operands(argument, place).stream().allMatch(o -> truth(o, place));
      case "Fn::Or" -> operands(argument, place).stream().anyMatch(o -> truth(o, place));
      default -> throw new IllegalArgumentException(function + " is no condition function");
    };
  }

  private boolean truth(Yaml yaml, Place place) {
    return evaluator.evaluate(yaml, place).asBoolean();
  }

  private static List<Yaml> operands(Yaml argument, Place place) {
    if (argument instanceof Yaml.Sequence sequence
        && !sequence.items().isEmpty()
        && sequence.items().size() <= MAX_OPERANDS) {
      return sequence.items();
    }
    throw place.refused("Fn::And and Fn::Or take a list of 2 to 10 conditions");
  }
}
