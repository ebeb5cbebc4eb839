package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tests that docs/testing-state-machines.md shows; [PageTest] keeps the two the same.
@RequiredCoverage
@StateMachineFile(
    value = "machines/order-fulfilment.asl.json",
    substitutions = {
      "ChargeCardFunction=charge-card",
      "ReserveStockFunction=reserve-stock",
      "CarrierFunction=carrier",
      "RefundCardFunction=refund-card",
      "ApprovalQueue=https://sqs.eu-west-1.amazonaws.com/123456789012/approvals"
    })
class OrderFulfilmentTest {

  private static final String SMALL_ORDER =
      """
      {"order": "A-17", "lines": [
        {"sku": "tea", "price": 4, "quantity": 2},
        {"sku": "pot", "price": 22, "quantity": 1}]}
      """;

  private static final String LARGE_ORDER =
      """
      {"order": "B-4", "lines": [{"sku": "samovar", "price": 700, "quantity": 2}]}
      """;

  private MachineTester machine;

  @BeforeEach
  void everythingGoesWell(MachineTester tester) {
    machine = tester;
    machine
        .given("Charge card")
        .answersPayload(call ->
            "{\"receipt\": \"R-1\", \"amount\": " + call.arguments().at("/Payload/amount") + "}");
    machine.given("Reserve stock").returnsPayload("{\"shelf\": 12}");
    machine.given("Hand to carrier").returnsPayload("{\"parcel\": \"P-9\"}");
    machine.given("Ask carrier").returnsPayload("{\"status\": \"DELIVERED\"}");
  }

  @Test
  void anOrderIsFulfilled() {
    TestRun run = machine.run(SMALL_ORDER);

    assertThat(run)
        .succeededWith("{\"order\": \"A-17\", \"receipt\": \"R-1\", \"parcel\": \"P-9\"}")
        .tookPath(
            "Charge card",
            "Prepare",
            "Hand to carrier",
            "Give it time",
            "Ask carrier",
            "Delivered?",
            "Fulfilled")
        .neverVisited("Ask for approval", "Refund card")
        .took(Duration.ofHours(6))
        .usedEveryMock();
  }

  @Test
  void aBusyBankIsAskedAgainAfterTwoFourAndEightSeconds() {
    machine
        .given("Charge card")
        .fails("Bank.Busy")
        .times(3)
        .returnsPayload("{\"receipt\": \"R-1\", \"amount\": 30}");

    TestRun run = machine.run(SMALL_ORDER);

    assertThat(run).succeeded();
    assertThat(run.state("Charge card"))
        .wasRetriedAfter(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8))
        .assigned("receipt", "\"R-1\"")
        .wentTo("Prepare");
  }

  @Test
  void aBankThatDoesNotAnswerIsAskedOnceMore() {
    machine
        .given("Charge card")
        .neverAnswers()
        .takes(Duration.ofSeconds(20))
        .returnsPayload("{\"receipt\": \"R-1\", \"amount\": 30}");

    TestRun run = machine.seed(42).run(SMALL_ORDER);

    assertThat(run.state("Charge card")).wasRetriedFor("States.Timeout");
    assertThat(run)
        .succeeded()
        .hasEventsInOrder("TaskTimedOut", "TaskScheduled", "TaskSucceeded")
        .tookBetween(
            Duration.ofHours(6).plusSeconds(30 + 20),
            Duration.ofHours(6).plusSeconds(30 + 60 + 20));
  }

  @Test
  void aDeclinedCardRefusesTheOrder() {
    machine.given("Charge card").fails("Card.Declined", "insufficient funds");

    TestRun run = machine.run(SMALL_ORDER);

    assertThat(run).failedWith("Order.Refused").tookPath("Charge card", "Order refused");
    assertThat(run.state("Charge card")).wasRetried(0).caught("Card.Declined");
  }

  @Test
  void aLargeOrderWaitsForItsApproval() {
    machine
        .given("Ask for approval")
        .takes(Duration.ofHours(30))
        .sendsHeartbeatEvery(Duration.ofHours(8))
        .callsBack("{\"approver\": \"Ada\"}");

    TestRun run = machine.run(LARGE_ORDER);

    assertThat(run).succeeded().took(Duration.ofHours(30 + 6));
    assertThat(run.state("Large order?")).decidedByRule(0);
    assertThat(run.state("Prepare")).hasOutput("{\"shelves\": [12], \"approver\": \"Ada\"}");
    assertThat(run.state("Prepare").branch(1)).tookPath("Large order?", "Ask for approval");
  }

  @Test
  void anApprovalThatNeverComesGivesTheMoneyBack() {
    machine.given("Ask for approval").neverAnswers();
    machine.given("Refund card").returnsPayload("{}");

    TestRun run = machine.run(LARGE_ORDER);

    assertThat(run)
        .failedWith("States.Timeout", "The money was given back")
        .took(Duration.ofHours(12));
    assertThat(run.state("Refund card"))
        .calledWith(
            """
            {"FunctionName": "refund-card", "Payload": {"receipt": "R-1", "amount": 1400}}
            """);
  }

  @Test
  void aLineThatIsOutOfStockStopsThePickingAndGivesTheMoneyBack() {
    machine
        .given("Reserve stock", arguments -> arguments.at("/Payload/sku").asText().equals("pot"))
        .fails("Warehouse.Locked")
        .fails("Warehouse.OutOfStock", "no pot is left");
    machine.given("Refund card").returnsPayload("{}");

    TestRun run = machine.run(SMALL_ORDER);

    assertThat(run).failedWith("Warehouse.OutOfStock", "no pot is left");
    Visit picking = run.state("Pick lines");
    assertThat(picking).hasItems(2);
    assertThat(picking.item(0)).succeededWith("12");
    assertThat(picking.item(1)).failedWith("Warehouse.OutOfStock");
    assertThat(picking.item(1).state("Reserve stock")).wasRetriedFor("Warehouse.Locked");
    assertThat(run)
        .hasVariable(
            "problem", "{\"Error\": \"Warehouse.OutOfStock\", \"Cause\": \"no pot is left\"}");
  }

  @Test
  void theCarrierIsAskedEverySixHours() {
    machine
        .given("Ask carrier")
        .returnsPayload("{\"status\": \"ON_ITS_WAY\"}")
        .times(4)
        .returnsPayload("{\"status\": \"DELIVERED\"}");

    TestRun run = machine.run(SMALL_ORDER);

    assertThat(run).succeeded().took(Duration.ofHours(5 * 6));
    assertThat(run.visit("Delivered?", 4)).decidedByDefault().wentTo("Give it time");
    assertThat(run.visit("Delivered?", 5)).decidedByRule(0);
  }
}
