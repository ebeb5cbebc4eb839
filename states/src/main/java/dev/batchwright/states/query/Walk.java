package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows the root of a path.
sealed interface Walk {

  /// The value below `start`, or empty.
  Optional<JsonNode> from(JsonNode start);

  /// Compiles the text behind a root.
  static Walk compile(String text) {
    Optional<List<Step>> steps = Steps.parse(text);
    return steps.isPresent() ? new Plain(steps.get()) : Library.compile(text);
  }

  /// Names and indexes only.
  record Plain(List<Step> steps) implements Walk {
    public Plain {
      steps = List.copyOf(steps);
    }

    @Override
    public Optional<JsonNode> from(JsonNode start) {
      JsonNode node = start;
      for (Step step : steps) {
        node =
            switch (step) {
              case Step.Name(String name) -> node.isObject() ? node.get(name) : null;
              case Step.Index(int index) -> node.isArray() ? node.get(at(index, node)) : null;
            };
        if (node == null) {
          return Optional.empty();
        }
      }
      return Optional.of(node);
    }

    private static int at(int index, JsonNode array) {
      return index < 0 ? index + array.size() : index;
    }
  }

  /// Everything else, by the library.
  record Library(com.jayway.jsonpath.JsonPath path) implements Walk {

    static Library compile(String text) {
      try {
        return new Library(com.jayway.jsonpath.JsonPath.compile("$" + text));
      } catch (com.jayway.jsonpath.InvalidPathException e) {
        throw new IllegalArgumentException("not a valid JSONPath (" + e.getMessage() + ")", e);
      } catch (RuntimeException | StackOverflowError e) {
        // The library's own slips on malformed text.
        throw new IllegalArgumentException(
            "not a valid JSONPath (something in it is not closed, or nested too deeply)", e);
      }
    }

    @Override
    public Optional<JsonNode> from(JsonNode start) {
      try {
        Object found = path.<Object>read(start, Configured.CONFIGURATION);
        // Functions such as length() give numbers of Java's.
        return found instanceof JsonNode node
            ? Optional.of(node)
            : Optional.ofNullable(found).map(it -> Json.mapper().valueToTree(it));
      } catch (com.jayway.jsonpath.PathNotFoundException _) {
        return Optional.empty();
      } catch (RuntimeException e) {
        throw QueryException.runtime(
            "The JSONPath '" + path.getPath() + "' failed: " + e.getMessage());
      }
    }

    /// Holder: the library is loaded with the first path that needs it.
    private static final class Configured {
      static final com.jayway.jsonpath.Configuration CONFIGURATION =
          com.jayway.jsonpath.Configuration.builder()
              .jsonProvider(
                  new com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider(Json.mapper()))
              .mappingProvider(
                  new com.jayway.jsonpath.spi.mapper.JacksonMappingProvider(Json.mapper()))
              .build();
    }
  }

  /// One step of a plain path.
  sealed interface Step {
    /// `.name` or `['name']`.
    record Name(String name) implements Step {}

    /// `[0]`; negative counts from the end.
    record Index(int index) implements Step {}
  }

  /// Reads plain paths.
  final class Steps {

    private final String text;
    private int at;

    private Steps(String text) {
      this.text = text;
    }

    /// The steps, or empty where the path is not plain.
    static Optional<List<Step>> parse(String text) {
      var reader = new Steps(text);
      List<Step> steps = new ArrayList<>();
      while (reader.at < text.length()) {
        Optional<Step> step = text.charAt(reader.at) == '.' ? reader.dotted() : reader.bracketed();
        if (step.isEmpty()) {
          return Optional.empty();
        }
        steps.add(step.get());
      }
      return Optional.of(steps);
    }

    private Optional<Step> dotted() {
      int start = at + 1;
      int end = start;
      while (end < text.length() && isPlain(text.charAt(end))) {
        end++;
      }
      if (end == start) {
        return Optional.empty();
      }
      at = end;
      return Optional.of(new Step.Name(text.substring(start, end)));
    }

    private static boolean isPlain(char c) {
      return c == '_' || c == '-' || Character.isLetterOrDigit(c);
    }

    private Optional<Step> bracketed() {
      if (text.charAt(at) != '[') {
        return Optional.empty();
      }
      int close = text.indexOf(']', at);
      if (close < 0 || close == at + 1) {
        return Optional.empty();
      }
      String inside = text.substring(at + 1, close);
      char quote = inside.charAt(0);
      if (quote == '\'' || quote == '"') {
        return quoted(quote);
      }
      if (!inside.matches("-?[0-9]{1,9}")) {
        return Optional.empty();
      }
      at = close + 1;
      return Optional.of(new Step.Index(Integer.parseInt(inside)));
    }

    private Optional<Step> quoted(char quote) {
      int end = text.indexOf(quote, at + 2);
      if (end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != ']') {
        return Optional.empty();
      }
      String name = text.substring(at + 2, end);
      if (name.indexOf('\\') >= 0) {
        return Optional.empty();
      }
      at = end + 2;
      return Optional.of(new Step.Name(name));
    }
  }
}
