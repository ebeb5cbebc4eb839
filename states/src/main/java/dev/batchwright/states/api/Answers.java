package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The beginnings of responses.
final class Answers {

  private Answers() {}

  static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// `inputDetails` and `outputDetails`.
  static ObjectNode included(boolean included) {
    return none().put("included", included);
  }

  /// Optional text that an answer leaves out when it is empty.
  static void putIfAny(ObjectNode answer, String name, String text) {
    if (!text.isEmpty()) {
      answer.put(name, text);
    }
  }
}
