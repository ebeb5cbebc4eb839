package dev.batchwright.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.batchwright.batch.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunCostTest {

  private static final Prices PRICES = Prices.known();

  /// Reckoned by hand: 3,600 s of 1,769 MB at $0.0000133334 a GB-s, 14 transitions, 1,000 Express
  /// children, 1,000,000 GETs and as many PUTs.
  @Test
  void everyPartHasItsPrice() {
    RunCost cost =
        cost(
            """
            {"attempts":1000,"busyMillis":3596000,
             "requests":{"GET":600000,"HEAD":400000,"PUT":300000,"LIST":100000,
               "CREATE_UPLOAD":200000,"UPLOAD_PART":200000,"COMPLETE_UPLOAD":200000,
               "DELETE":500000,"ABORT_UPLOAD":500000}}
            """);
    assertThat(cost.lambda())
        .isCloseTo(3600 * 1769 / 1024.0 * 0.0000133334 + 1004 * 0.2e-6, within(1e-9));
    assertThat(cost.stepFunctions())
        .isCloseTo(14 * 25e-6 + 1000 * 1e-6 + 3596 * 0.0625 * 0.0000166667, within(1e-9));
    assertThat(cost.s3()).isCloseTo(0.40 + 5.00, within(1e-9));
    assertThat(cost.sqs()).isCloseTo(2 * 0.4e-6, within(1e-12));
    assertThat(cost.total())
        .isCloseTo(cost.lambda() + cost.stepFunctions() + cost.s3() + cost.sqs(), within(1e-9));
  }

  @Test
  void aRunThatDidNothingStillCostsItsStages() {
    RunCost cost = cost("{}");
    assertThat(cost.total()).isBetween(0.0003, 0.001);
    assertThat(cost.s3()).isZero();
  }

  @Test
  void thePricesSayWhereTheyAreFrom() {
    assertThat(PRICES.sources()).isNotEmpty().allSatisfy(it -> assertThat(it).startsWith("https"));
    assertThat(PRICES.asOf()).matches("\\d{4}-\\d\\d-\\d\\d");
  }

  private static RunCost cost(String effects) {
    return RunCost.of(Json.tree(effects.getBytes(StandardCharsets.UTF_8)), 2, PRICES);
  }
}
