package dev.batchwright.states.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/// Any text is a query, or is refused when it is compiled; what it then does not find, or cannot
/// do, is one kind of failure.
final class QueryFuzzTest {

  private static final JsonNode INPUT =
      json("{\"a\":[1,2.5,{\"b\":\"text\",\"c\":null}],\"n\":-3,\"t\":true,\"s\":\"x\"}");

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Scope scope() {
    return Scope.of(
        INPUT,
        new Scope.Surroundings(
            () -> INPUT,
            name -> name.equals("v") ? Optional.of(INPUT) : Optional.empty(),
            new SplittableRandom(1),
            () -> Instant.EPOCH));
  }

  /// How one of the languages compiles a text.
  @FunctionalInterface
  private interface Compiler {
    Expression compile(String text);
  }

  @FuzzTest
  void anyTextIsJsonataOrRefused(byte[] data) {
    assertAnswers(data, text -> Jsonata.compile("{% " + text + " %}", "Output"));
  }

  @FuzzTest
  void anyTextIsAPathOrRefused(byte[] data) {
    assertAnswers(data, Path::compile);
  }

  @FuzzTest
  void anyTextIsAnIntrinsicFunctionOrRefused(byte[] data) {
    assertAnswers(data, Intrinsic::compile);
  }

  private static void assertAnswers(byte[] data, Compiler compiler) {
    Expression query;
    try {
      query = compiler.compile(new String(data, StandardCharsets.UTF_8));
      assertThat(query.variables()).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    try {
      assertThat(query.evaluate(scope())).isNotNull();
    } catch (QueryException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
