package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.batchwright.states.definition.MachineType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/testing-state-machines.md shows what is true: its code is that of [OrderFulfilmentTest],
/// its output is what comes out.
class PageTest {

  private static final Path PAGE = Path.of("../docs/testing-state-machines.md");
  private static final Path TESTS =
      Path.of("src/test/java/dev/batchwright/states/junit/OrderFulfilmentTest.java");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  /// Without indentation, which the page takes off.
  private static String flush(String code) {
    return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
  }

  private static MachineTester machine(MachineCoverage... coverage) {
    return new MachineTester(file(), List.of(coverage));
  }

  private static MachineFile file() {
    return MachineFile.load(
        "machines/order-fulfilment.asl.json",
        Map.of(
            "ChargeCardFunction", "charge-card",
            "ReserveStockFunction", "reserve-stock",
            "CarrierFunction", "carrier",
            "RefundCardFunction", "refund-card",
            "ApprovalQueue", "https://sqs.eu-west-1.amazonaws.com/123456789012/approvals"),
        MachineType.STANDARD);
  }

  private static final String ORDER =
      "{\"order\": \"A-17\", \"lines\": [{\"price\": 15, \"quantity\": 2}]}";

  @Test
  void everyTestOnThePageIsARealOneAndNoneIsLeftOut() throws Exception {
    String tests = flush(Files.readString(TESTS));
    List<String> shown = blocks("java");
    assertThat(shown).allSatisfy(it -> assertThat(tests).contains(flush(it)));
    assertThat(shown.stream().filter(it -> it.startsWith("@Test")).count())
        .isEqualTo(tests.lines().filter("@Test"::equals).count());
  }

  @Test
  void theStoryOnThePageIsTheOneThatIsTold() throws Exception {
    TestRun run =
        machine().given("Charge card").fails("Card.Declined", "insufficient funds").run(ORDER);
    Throwable failure = catchThrowable(() -> assertThat(run.state("Charge card")).wasRetried(1));
    assertThat(blocks("text").getFirst()).isEqualTo(failure.getMessage());
  }

  @Test
  void theCoverageOnThePageIsWhatTheFirstTestReaches() throws Exception {
    MachineCoverage coverage = new MachineCoverage(file());
    machine(coverage)
        .given("Charge card")
        .returnsPayload("{\"receipt\": \"R-1\", \"amount\": 30}")
        .given("Reserve stock")
        .returnsPayload("{\"shelf\": 12}")
        .given("Hand to carrier")
        .returnsPayload("{\"parcel\": \"P-9\"}")
        .given("Ask carrier")
        .returnsPayload("{\"status\": \"DELIVERED\"}")
        .run(ORDER);
    assertThat(blocks("text").getLast()).isEqualTo(CoverageReport.text(coverage) + "\n");
  }
}
