package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Glob;
import dev.batchwright.states.query.Timestamps;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// The comparisons of the JSONPath language. A value of another type than the comparison's makes it
/// false, whichever way it is turned.
public enum Comparator {
  STRING_EQUALS("StringEquals", Kind.STRING, order -> order == 0),
  STRING_LESS_THAN("StringLessThan", Kind.STRING, order -> order < 0),
  STRING_GREATER_THAN("StringGreaterThan", Kind.STRING, order -> order > 0),
  STRING_LESS_THAN_EQUALS("StringLessThanEquals", Kind.STRING, order -> order <= 0),
  STRING_GREATER_THAN_EQUALS("StringGreaterThanEquals", Kind.STRING, order -> order >= 0),
  STRING_MATCHES("StringMatches", Kind.PATTERN),
  NUMERIC_EQUALS("NumericEquals", Kind.NUMERIC, order -> order == 0),
  NUMERIC_LESS_THAN("NumericLessThan", Kind.NUMERIC, order -> order < 0),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Kind.NUMERIC, order -> order > 0),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Kind.NUMERIC, order -> order <= 0),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Kind.NUMERIC, order -> order >= 0),
  BOOLEAN_EQUALS("BooleanEquals", Kind.BOOLEAN),
  TIMESTAMP_EQUALS("TimestampEquals", Kind.TIMESTAMP, order -> order == 0),
  TIMESTAMP_LESS_THAN("TimestampLessThan", Kind.TIMESTAMP, order -> order < 0),
  TIMESTAMP_GREATER_THAN("TimestampGreaterThan", Kind.TIMESTAMP, order -> order > 0),
  TIMESTAMP_LESS_THAN_EQUALS("TimestampLessThanEquals", Kind.TIMESTAMP, order -> order <= 0),
  TIMESTAMP_GREATER_THAN_EQUALS("TimestampGreaterThanEquals", Kind.TIMESTAMP, order -> order >= 0),
  IS_NULL("IsNull", JsonNode::isNull),
  IS_PRESENT("IsPresent", _ -> true),
  IS_NUMERIC("IsNumeric", JsonNode::isNumber),
  IS_STRING("IsString", JsonNode::isTextual),
  IS_BOOLEAN("IsBoolean", JsonNode::isBoolean),
  IS_TIMESTAMP("IsTimestamp", it -> timestamp(it).isPresent());

  /// What a comparison compares.
  enum Kind {
    STRING,
    PATTERN,
    NUMERIC,
    BOOLEAN,
    TIMESTAMP,
    TYPE
  }

  private final String text;
  private final Kind kind;
  private final IntPredicate order;
  private final Predicate<JsonNode> type;

  Comparator(String text, Kind kind, IntPredicate order) {
    this.text = text;
    this.kind = kind;
    this.order = order;
    this.type = _ -> true;
  }

  /// A test that has one form only.
  Comparator(String text, Kind kind) {
    this(text, kind, _ -> true);
  }

  /// A test of a value's type.
  Comparator(String text, Predicate<JsonNode> type) {
    this.text = text;
    this.kind = Kind.TYPE;
    this.order = _ -> true;
    this.type = type;
  }

  /// The field of a choice rule.
  public String text() {
    return text;
  }

  /// Whether a `Path` form exists.
  boolean hasPathForm() {
    return kind != Kind.TYPE && kind != Kind.PATTERN;
  }

  /// What a literal operand has to be, or empty when it is right.
  Optional<String> expected(JsonNode operand) {
    boolean fits =
        switch (kind) {
          case STRING, PATTERN -> operand.isTextual();
          case NUMERIC -> operand.isNumber();
          case BOOLEAN, TYPE -> operand.isBoolean();
          case TIMESTAMP -> timestamp(operand).isPresent();
        };
    if (fits) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case STRING, PATTERN -> "a string";
          case NUMERIC -> "a number";
          case BOOLEAN, TYPE -> "true or false";
          case TIMESTAMP -> "an RFC 3339 timestamp such as 2016-03-14T01:59:00Z";
        });
  }

  boolean holds(JsonNode value, JsonNode operand) {
    return switch (kind) {
      case STRING ->
          value.isTextual()
              && operand.isTextual()
              && order.test(value.textValue().compareTo(operand.textValue()));
      case PATTERN ->
          value.isTextual()
              && operand.isTextual()
              && Glob.matches(operand.textValue(), value.textValue());
      case NUMERIC ->
          value.isNumber()
              && operand.isNumber()
              && order.test(value.decimalValue().compareTo(operand.decimalValue()));
      case BOOLEAN ->
          value.isBoolean()
              && operand.isBoolean()
              && value.booleanValue() == operand.booleanValue();
      case TIMESTAMP -> {
        Optional<Instant> left = timestamp(value);
        Optional<Instant> right = timestamp(operand);
        yield left.isPresent()
            && right.isPresent()
            && order.test(left.get().compareTo(right.get()));
      }
      case TYPE -> type.test(value) == operand.booleanValue();
    };
  }

  private static Optional<Instant> timestamp(JsonNode node) {
    return node.isTextual() ? Timestamps.parse(node.textValue()) : Optional.empty();
  }
}
