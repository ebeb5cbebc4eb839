package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Path;
import dev.batchwright.states.query.Scope;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// How many items of a reader are used at most, as the definition says it.
///
/// What a MaxItemsPath leads to and what is no such number fails the reader, not the state: the Map
/// Run has begun by then. AWS documents no error; LocalStack's tests were held against AWS for
/// negative numbers, and what it does with texts is followed as well: those of an integer are one.
record MaxItems(JsonNode value) {

  private static final Pattern INTEGER = Pattern.compile("\\d{1,18}");

  /// @throws dev.batchwright.states.query.QueryException where a path leads nowhere, or a JSONata
  ///   expression to anything but a whole number of 0 or more
  static MaxItems of(Optional<Expression> expression, Scope scope) {
    if (expression.orElse(null) instanceof Path path) {
      return new MaxItems(path.evaluate(scope));
    }
    long number = Numbers.whole(expression, scope, "MaxItems", 0).orElse(0L);
    return new MaxItems(JsonNodeFactory.instance.numberNode(number));
  }

  /// The number, with 0 as no limit.
  ///
  /// @throws IOException where it is not a whole number of 0 or more
  long limit() throws IOException {
    long number = number();
    return number == 0 ? Long.MAX_VALUE : number;
  }

  private long number() throws IOException {
    if (value.isTextual() && INTEGER.matcher(value.textValue()).matches()) {
      return Long.parseLong(value.textValue());
    }
    double number = value.doubleValue();
    if (!value.isNumber() || number < 0 || number != Math.rint(number)) {
      throw new IOException(
          "The value of the field 'MaxItemsPath' is "
              + value
              + ", expected a whole number of 0 or more");
    }
    return value.longValue();
  }
}
