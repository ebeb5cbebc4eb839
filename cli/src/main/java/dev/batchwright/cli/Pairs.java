package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `name=value` texts of an option; a value may be empty, and may hold an equals sign.
final class Pairs {

  private Pairs() {}

  /// The pairs, in order.
  ///
  /// @param option the option that they are given by, such as `--set`
  /// @param example one of them, for the message
  /// @throws BadRequestException when a text is no pair, or a name is there twice
  static Map<String, String> of(String option, String example, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new BadRequestException(
            "%s %s: expected NAME=VALUE, as in %s %s".formatted(option, text, option, example));
      }
      String name = text.substring(0, equals);
      if (pairs.put(name, text.substring(equals + 1)) != null) {
        throw new BadRequestException(option + " " + name + " is there twice; leave one");
      }
    }
    return pairs;
  }
}
