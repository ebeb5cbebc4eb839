package dev.batchwright.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A batch of the messages `a` and `b`.
class BatchOutcomeTest {
  private static final Set<String> BATCH = Set.of("a", "b");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                      | none",
        "null                                                                    | none",
        "{\"batchItemFailures\": []}                                             | none",
        "{\"batchItemFailures\": null}                                           | none",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"b\"}]}                  | b",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"c\"}]}                  | all",
        "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}                   | all",
        "{\"batchItemFailures\": [{\"itemIdentifier\": null}]}                   | all",
        "{\"batchItemFailures\": [{\"item\": \"b\"}]}                            | all",
        "{\"batchItemFailures\": \"b\"}                                          | all",
        "no JSON                                                                 | all",
      })
  void theAnswerSaysWhatWasNotDone(String answer, String failed) {
    Set<String> expected =
        switch (failed) {
          case "none" -> Set.of();
          case "all" -> BATCH;
          default -> Set.of(failed);
        };
    assertThat(BatchOutcome.failed(answered(answer), true, BATCH)).isEqualTo(expected);
    assertThat(BatchOutcome.failed(answered(answer), false, BATCH)).isEmpty();
  }

  @Test
  void anErrorFailsAllOfIt() {
    InvocationResult error = new InvocationResult.Failed("E", "e", new byte[0], "");
    assertThat(BatchOutcome.failed(error, true, BATCH)).isEqualTo(BATCH);
    assertThat(BatchOutcome.failed(error, false, BATCH)).isEqualTo(BATCH);
  }

  private static InvocationResult answered(String json) {
    return new InvocationResult.Succeeded(json.getBytes(StandardCharsets.UTF_8), "");
  }
}
