package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Holds one request against the table and reports everything that is wrong with it at once, in the
/// service's words.
final class RequestCheck {

  /// Longer values are not repeated in messages.
  private static final int MAX_SHOWN_CHARS = 256;

  private final RequestTable table = RequestTable.get();
  private final List<String> violations = new ArrayList<>();

  private RequestCheck() {}

  /// Checks a request.
  ///
  /// @throws ApiException `SerializationException` for a member of a wrong type,
  ///   `ValidationException` for missing members and values out of bounds
  static void check(String operation, JsonNode request) throws ApiException {
    RequestCheck check = new RequestCheck();
    check.members(operation, "", request);
    List<String> found = check.violations;
    if (!found.isEmpty()) {
      throw Request.invalid(
          found.size()
              + (found.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", found));
    }
  }

  private void members(String block, String prefix, JsonNode object) throws ApiException {
    for (var entry : table.members(block).byName().entrySet()) {
      String place = prefix + entry.getKey();
      JsonNode value = object.path(entry.getKey());
      if (!value.isMissingNode() && !value.isNull()) {
        value(entry.getValue().shape(), place, value);
      } else if (entry.getValue().required()) {
        violations.add(
            "Value null at '" + place + "' failed to satisfy constraint: Member must not be null");
      }
    }
  }

  private void value(Shape shape, String place, JsonNode value) throws ApiException {
    switch (shape) {
      case Shape.Text text -> text(text, place, value);
      case Shape.Word(List<String> words) -> {
        require(value.isTextual(), place, value, "a string");
        if (!words.contains(value.textValue())) {
          violation(place, value, "satisfy enum value set: " + words);
        }
      }
      case Shape.Number(boolean whole, Shape.Bounds bounds) -> {
        require(
            whole ? value.isIntegralNumber() : value.isNumber(),
            place,
            value,
            whole ? "a whole number" : "a number");
        bounded(bounds, value.doubleValue(), "value", place, value);
      }
      case Shape.Flag() -> require(value.isBoolean(), place, value, "true or false");
      case Shape.Many(Shape.Bounds size, Shape element) -> {
        require(value.isArray(), place, value, "an array");
        bounded(size, value.size(), "length", place, value);
        for (int i = 0; i < value.size(); i++) {
          value(element, place + "." + (i + 1) + ".member", value.get(i));
        }
      }
      case Shape.Structure(String name) -> {
        require(value.isObject(), place, value, "an object");
        members(name, place + ".", value);
      }
    }
  }

  private void text(Shape.Text text, String place, JsonNode value) throws ApiException {
    require(value.isTextual(), place, value, "a string");
    String found = value.textValue();
    bounded(text.length(), found.codePointCount(0, found.length()), "length", place, value);
    if (text.pattern().isPresent() && !text.pattern().get().matcher(found).matches()) {
      violation(place, value, "satisfy regular expression pattern: " + text.pattern().get());
    }
  }

  private void bounded(
      Shape.Bounds bounds, double found, String what, String place, JsonNode value) {
    if (found < bounds.least()) {
      violation(
          place, value, "have " + what + " greater than or equal to " + (long) bounds.least());
    }
    if (found > bounds.most()) {
      violation(place, value, "have " + what + " less than or equal to " + (long) bounds.most());
    }
  }

  private void violation(String place, JsonNode value, String must) {
    String shown = value.isTextual() ? value.textValue() : value.toString();
    violations.add(
        (shown.length() > MAX_SHOWN_CHARS ? "Value" : "Value '" + shown + "'")
            + " at '"
            + place
            + "' failed to satisfy constraint: Member must "
            + must);
  }

  private static void require(boolean holds, String place, JsonNode value, String expected)
      throws ApiException {
    if (!holds) {
      throw new ApiException(
          "SerializationException",
          "'"
              + place
              + "' is "
              + value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT)
              + ", expected "
              + expected);
    }
  }
}
