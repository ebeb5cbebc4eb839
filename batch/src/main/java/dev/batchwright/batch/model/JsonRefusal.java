package dev.batchwright.batch.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says in a user's words why JSON was refused: the JSON path, what is there, what was expected.
/// Jackson speaks of Java's classes, which nobody wrote.
final class JsonRefusal {

  private JsonRefusal() {}

  /// @param where what the bytes are: a key, a file, a state's input
  static BadRequestException of(String where, Class<?> type, IOException failure) {
    return failure instanceof JsonMappingException mapping
        ? new BadRequestException(where + path(mapping) + ": " + reason(type, mapping), failure)
        : new BadRequestException(where + ": not JSON: " + text(failure), failure);
  }

  /// What a value's own constructor refuses, with the place of that value.
  static BatchException of(String where, JsonMappingException place, BatchException known) {
    String path = path(place);
    return path.isEmpty() || !(known instanceof BadRequestException)
        ? known
        : new BadRequestException(where + path + ": " + known.getMessage(), known);
  }

  private static String reason(Class<?> type, JsonMappingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException it ->
          "is no member here, expected one of "
              + String.join(
                  ", ",
                  new TreeSet<>(it.getKnownPropertyIds().stream().map(Object::toString).toList()));
      case InvalidFormatException it ->
          "is '%s', expected %s".formatted(it.getValue(), expected(it.getTargetType()));
      case MismatchedInputException it ->
          "expected " + expected(it.getTargetType() == null ? type : it.getTargetType());
      case JsonMappingException it when it.getCause() instanceof NullPointerException missing ->
          "'" + missing.getMessage() + "' is missing";
      case JsonMappingException it when it.getCause() != null -> text(it.getCause());
      default -> text(failure);
    };
  }

  private static String text(@Nullable Throwable failure) {
    if (failure instanceof JacksonException json) {
      JsonLocation at = json.getLocation();
      String place =
          at == null ? "" : " (line %d column %d)".formatted(at.getLineNr(), at.getColumnNr());
      return json.getOriginalMessage() + place;
    }
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (Reference step : failure.getPath()) {
      String name = step.getFieldName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else if (name.matches("[A-Za-z0-9_-]+")) {
        path.append('.').append(name);
      } else {
        path.append("['").append(name).append("']");
      }
    }
    return path.isEmpty() ? "" : " $" + path;
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == OptionalDouble.class) {
      return "a number";
    }
    if (type.isPrimitive()
        || Number.class.isAssignableFrom(type)
        || type == OptionalInt.class
        || type == OptionalLong.class) {
      return "a whole number";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    if (type == Instant.class) {
      return "a time, as 2026-11-24T02:00:00Z";
    }
    return type == LocalDate.class ? "a date, as 2026-11-24" : "an object";
  }
}
