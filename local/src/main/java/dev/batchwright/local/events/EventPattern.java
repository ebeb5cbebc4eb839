package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// An event pattern as rules have it, compiled: which events a rule is about.
///
/// Fields of the pattern have to fit all; of the values listed for a field one is enough. Where the
/// event has an array, one of its elements has to fit, and the fields of one object in it fit
/// together.
public final class EventPattern {
  private static final String OR = "$or";

  private final Fields root;

  private EventPattern(Fields root) {
    this.root = root;
  }

  /// What is asked of one place of an event.
  private sealed interface Ask {
    boolean fits(JsonNode value);
  }

  private record Fields(Map<String, Ask> all, List<List<Fields>> alternatives) implements Ask {
    @Override
    public boolean fits(JsonNode value) {
      if (value.isArray()) {
        return StreamSupport.stream(value.spliterator(), false).anyMatch(this::fits);
      }
      return all.entrySet().stream().allMatch(f -> f.getValue().fits(value.path(f.getKey())))
          && alternatives.stream().allMatch(or -> or.stream().anyMatch(f -> f.fits(value)));
    }
  }

  private record Values(List<Condition> any) implements Ask {
    @Override
    public boolean fits(JsonNode value) {
      if (value.isArray() && !value.isEmpty()) {
        return StreamSupport.stream(value.spliterator(), false).anyMatch(this::fits);
      }
      return any.stream().anyMatch(c -> c.fits(value));
    }
  }

  /// Compiles a pattern.
  ///
  /// @throws IllegalArgumentException with the place in the pattern and what is expected there
  public static EventPattern of(JsonNode pattern) {
    return new EventPattern(fields(pattern, "$"));
  }

  /// Whether this is an event that the pattern is about.
  public boolean fits(JsonNode event) {
    return root.fits(event);
  }

  private static Fields fields(JsonNode pattern, String place) {
    if (!pattern.isObject() || pattern.isEmpty()) {
      throw Condition.refused(place, pattern, "an object with at least one field");
    }
    Map<String, Ask> all = new LinkedHashMap<>();
    List<List<Fields>> alternatives = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      String at = place + "." + field.getKey();
      JsonNode value = field.getValue();
      if (field.getKey().equals(OR) && isAlternatives(value)) {
        List<Fields> any = new ArrayList<>();
        value.forEach(v -> any.add(fields(v, at)));
        alternatives.add(any);
      } else if (value.isArray() && !value.isEmpty()) {
        List<Condition> any = new ArrayList<>();
        value.forEach(v -> any.add(Condition.of(v, at)));
        all.put(field.getKey(), new Values(any));
      } else if (value.isObject()) {
        all.put(field.getKey(), fields(value, at));
      } else {
        throw Condition.refused(at, value, "a list of values, or an object");
      }
    }
    return new Fields(all, alternatives);
  }

  /// `$or` is a name like others unless it lists patterns.
  private static boolean isAlternatives(JsonNode value) {
    return value.isArray()
        && value.size() > 1
        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isObject);
  }
}
