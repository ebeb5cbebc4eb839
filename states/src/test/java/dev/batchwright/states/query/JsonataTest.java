package dev.batchwright.states.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class JsonataTest {

  private final AtomicInteger contextsBuilt = new AtomicInteger();

  private Scope scope(JsonNode input) {
    return Scope.of(
        input,
        new Scope.Surroundings(
            () -> {
              contextsBuilt.incrementAndGet();
              return Json.mapper().createObjectNode().put("c", 1);
            },
            name ->
                name.equals("v")
                    ? Optional.of(Json.mapper().valueToTree(List.of(1, 2)))
                    : Optional.empty(),
            new SplittableRandom(1),
            () -> Instant.EPOCH));
  }

  private JsonNode evaluate(String expression) {
    return Jsonata.compile("{% " + expression + " %}", "Output")
        .evaluate(scope(Json.mapper().createObjectNode().put("n", 5)));
  }

  @Test
  void oneExpressionServesManyThreadsAtOnce() throws Exception {
    Jsonata shared =
        Jsonata.compile(
            "{% ($f := function($x) { $x * $states.input.n }; $sum($map([1..50], $f))) %}", "O");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int n = i;
        tasks.add(
            () -> shared.evaluate(scope(Json.mapper().createObjectNode().put("n", n))).intValue());
      }
      List<Future<Integer>> results = executor.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(i * 1275);
      }
    }
  }

  @Test
  void theContextIsBuiltOnlyWhereItIsAskedFor() {
    evaluate("$states.input.n + $count($v)");
    assertThat(contextsBuilt).hasValue(0);

    assertThat(evaluate("$states.context.c").intValue()).isEqualTo(1);
    assertThat(evaluate("$keys($states)").toString()).isEqualTo("[\"input\",\"context\"]");
    assertThat(contextsBuilt).hasValue(2);
  }

  @Test
  void numbersKeepTheirKind() {
    assertThat(evaluate("10 / 5").toString()).isEqualTo("2");
    assertThat(evaluate("1 / 4").toString()).isEqualTo("0.25");
    assertThat(evaluate("3000000000 * 2").toString()).isEqualTo("6000000000");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> evaluate("function($x) { $x }"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("is not JSON");
  }

  @Test
  void anErrorNamesTheExpressionAndItsField() {
    assertThatThrownBy(() -> evaluate("$states.input.n & $error('no such thing')"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.location()).contains("Output");
              assertThat(e)
                  .hasMessageContaining("specified for the field 'Output'")
                  .hasMessageContaining("no such thing");
            });
  }

  @Test
  void syntaxErrorsAreFoundWhenCompiled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jsonata.compile("{% $a + %}", "Output"))
        .withMessageContaining("not valid JSONata");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jsonata.compile("{%  %}", "Output"))
        .withMessageContaining("empty");
  }

  @Test
  void whatTextsPatternsAndCommentsMentionIsNoVariable() {
    assertThat(variables("$replace($a, /[\"$x]/, '$y') & $b & $c.`$z` /* $w */"))
        .containsExactly("a", "b", "c");
    assertThat(variables("$a / 2 & \"\\\"$x\" & $b / 3")).containsExactly("a", "b");
  }

  @Test
  void longTextsAreNoDanger() {
    assertThat(variables("\"" + "\\\"".repeat(100_000) + "\" & $a")).containsExactly("a");
  }

  private static Iterable<String> variables(String expression) {
    return Jsonata.compile("{% " + expression + " %}", "Output").variables();
  }
}
