package dev.batchwright.states.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntrinsicTest {

  private static String value(String call) {
    try {
      JsonNode input = Json.parse("{\"a\": [1, 2, 3], \"b(\": {\"c)d\": 5}, \"o\": [{\"k\": 9}]}");
      var surroundings =
          new Scope.Surroundings(
              () -> input, _ -> Optional.empty(), new SplittableRandom(1), () -> Instant.EPOCH);
      return Intrinsic.compile(call).evaluate(Scope.of(input, surroundings)).toString();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.Array()|[]",
        "States.Array( )|[]",
        "States.Array(1,2)|[1,2]",
        "States.Array( 1 , 2 )|[1,2]",
        "States.Array (1)|[1]",
        "States.Array(true, false, null)|[true,false,null]",
        "States.Array(-1, 0.5, 3000000000, 2147483647, 2147483648)|"
            + "[-1,0.5,3000000000,2147483647,2147483648]",
        "States.Array('a, b)', 'it\\'s', 'back\\\\slash')|[\"a, b)\",\"it's\",\"back\\\\slash\"]",
        "States.Array('')|[\"\"]",
        "States.Array($.a[0], $.a[1:3])|[1,[2,3]]",
        "States.Array($['b(']['c)d'], 1)|[5,1]",
        "States.Array($.o[?(@.k == 9)].k , 2)|[[9],2]",
        "States.Array($$.a[1], $.a)|[2,[1,2,3]]",
        "States.Array(States.Array(1), States.MathAdd(1, States.MathAdd(2, 3)))|[[1],6]",
        "States.MathAdd(2147483646, 1)|2147483647",
        "States.MathAdd(-2147483647, -1)|-2147483648",
        "States.MathAdd(1.5, 1)|3",
        "States.ArrayGetItem($.a, 0)|1",
        "States.ArrayGetItem($.a, 2)|3",
        "States.ArrayRange(1, 1000, 1)|RANGE",
        "States.ArrayRange(3, 1, -1)|[3,2,1]",
        "States.ArrayRange(1, 3, -1)|[]",
        "States.ArrayPartition($.a, 3)|[[1,2,3]]",
        "States.ArrayPartition($.a, 1)|[[1],[2],[3]]",
        "States.ArrayContains($.a, 4)|false",
        "States.StringSplit('a,,b', ',')|[\"a\",\"b\"]",
        "States.StringSplit('', ',')|[]",
        "States.Format('{}{}', 'a', $.a)|\"a[1,2,3]\"",
        "States.Format('\\{\\}{}', null)|\"{}null\"",
        "States.JsonToString('x')|\"\\\"x\\\"\"",
        "States.StringToJson('[1]')|[1]",
        "States.JsonMerge(States.StringToJson('{\"a\":1}'), $.o[0], false)|{\"a\":1,\"k\":9}"
      })
  void callsComeTo(String call, String expected) {
    String value = value(call);
    if (expected.equals("RANGE")) {
      assertThat(value).startsWith("[1,2,").endsWith(",1000]");
    } else {
      assertThat(value).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.ArrayGetItem($.a, 3)|outside [0, 3)",
        "States.ArrayGetItem($.a, -1)|outside",
        "States.ArrayRange(1, 1001, 1)|more than 1000",
        "States.ArrayRange(1, 2, 0)|step is 0",
        "States.ArrayRange('1', 2, 1)|expected a number",
        "States.ArrayPartition($.a, 0)|chunk size is 0",
        "States.ArrayPartition('x', 1)|not an array",
        "States.ArrayLength('x')|argument 1 is \"x\", expected an array",
        "States.MathAdd(2147483647, 1)|overflow",
        "States.MathAdd('1', 1)|argument 1 is \"1\", expected a number",
        "States.MathRandom(5, 5)|not above",
        "States.Base64Decode('****')|Illegal base64",
        "States.Hash('x', 'CRC')|no hash algorithm 'CRC'",
        "States.StringToJson('{')|not JSON",
        "States.StringSplit(1, ',')|argument 1 is 1, expected a string",
        "States.JsonMerge($.a, $.o[0], false)|two objects",
        "States.JsonMerge($.o[0], $.o[0], true)|shallow",
        "States.Format('{}')|more {} than the 0 values",
        "States.Format('x', 1)|0 {} for 1 values",
        "States.Format('{', 1)|single {",
        "States.Array('a\\nb')|'a\\nb' has a backslash that escapes nothing",
        "States.Array('\\x')|'\\x' has a backslash that escapes nothing"
      })
  void failuresAreIntrinsicFailures(String call, String message) {
    assertThatThrownBy(() -> value(call))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.error()).isEqualTo("States.IntrinsicFailure"))
        .hasMessageContaining(call)
        .hasMessageContaining(message);
  }

  @Test
  void textsHaveAtMostTenThousandCharacters() {
    String longest = "x".repeat(10_000);
    assertThat(value("States.Base64Encode('" + longest + "')")).hasSize(13_336 + 2);
    for (String call : new String[] {"Base64Encode('%sx')", "Hash('%sx', 'MD5')"}) {
      assertThatThrownBy(() -> value("States." + call.formatted(longest)))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("10001 characters");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.Array(1|found the end of the text at offset 14, expected ')'",
        "States.Array(1 2)|found '2)' at offset 15, expected ')'",
        "States.Array(1) x|found 'x' at offset 16, expected nothing after",
        "States.Array('a|expected the closing '",
        "States.Array(a)|found 'a)' at offset 13, expected a string in single quotes",
        "States.Array(1,)|found ')' at offset 15",
        "States.Array|expected '('",
        "States.Nope(1)|no intrinsic function is named 'States.Nope'",
        "States.Format()|has 0 arguments, expected 1 or more",
        "States.MathAdd(1)|has 1 arguments, expected 2",
        "States.MathRandom(1, 2, 3, 4)|has 4 arguments, expected 2 to 3",
        "States.Array(b.c)|expected a string",
        "States.Array($[)|not a valid JSONPath"
      })
  void mistakesTellTheirPlace(String call, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intrinsic.compile(call))
        .withMessageContaining(message);
  }
}
