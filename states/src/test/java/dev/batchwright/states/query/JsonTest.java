package dev.batchwright.states.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Text and trees are what Jackson makes of them.
final class JsonTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] PIECES = {
    "a", "ä", "€", "😀", "\"", "\\", "/", "\b", "\t", "\n", "\f", "\r", "\u0000", "\u001f",
    "\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "\u2028", " "
  };

  @Test
  void randomTreesAreWrittenMeasuredAndReadAsJacksonDoes() throws Exception {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      JsonNode tree = tree(random, 4);
      String text = tree.toString();

      assertThat(Json.text(tree)).isEqualTo(text);
      assertThat(Json.sizeBytes(tree)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
      assertThat(Json.parse(text)).isEqualTo(Json.mapper().readTree(text));
    }
  }

  private static JsonNode tree(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 10)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
      case 4 -> NODES.numberNode(random.nextDouble(-1e9, 1e9));
      case 5 -> NODES.numberNode(new BigInteger(100, new java.util.Random(random.nextLong())));
      case 6 -> NODES.numberNode(new BigDecimal("1.50E+3"));
      case 7 -> NODES.numberNode(random.nextBoolean() ? Long.MIN_VALUE : Integer.MIN_VALUE);
      case 8, 9 -> NODES.textNode(text(random));
      case 10 -> {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(tree(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(text(random), tree(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void whatIsNotOneValueIsRefused() {
    for (String text :
        new String[] {"", " ", "{", "[1,", "1 2", "{\"a\":}", "nul", "[1] x", "\"a"}) {
      assertThatThrownBy(() -> Json.parse(text))
          .as(text)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void theLastOfSeveralMembersOfOneNameCounts() throws Exception {
    assertThat(Json.parse("{\"a\": 1, \"b\": 2, \"a\": 3}")).hasToString("{\"a\":3,\"b\":2}");
  }
}
