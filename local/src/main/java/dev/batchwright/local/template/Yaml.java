package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A YAML value that knows its line. Intrinsic functions are all in their long form: `!Ref X` is
/// the mapping `{Ref: X}`.
sealed interface Yaml {
  /// The line that it starts on; 1 is the first.
  int line();

  /// The value of a key of a mapping; empty where this is another kind of value.
  default Optional<Yaml> get(String key) {
    return Optional.empty();
  }

  /// A text, number, truth value or null.
  record Scalar(JsonNode value, int line) implements Yaml {
    String text() {
      return value.asText();
    }
  }

  /// A list.
  record Sequence(List<Yaml> items, int line) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Keys and values, in the file's order.
  record Mapping(Map<String, Yaml> entries, int line) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Optional<Yaml> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }
}
