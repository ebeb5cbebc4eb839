package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.engine.ExecutionStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A distributed Map: items from memory, children seen one by one, results in memory.
@StateMachineFile("machines/restock.asl.json")
class RestockTest {

  private MachineTester machine;

  @BeforeEach
  void theNightlyList(MachineTester tester) {
    machine = tester.object("s3://stock/list.csv", "sku,left\ntea,2\npot,9\ncup,0\n");
  }

  @Test
  void itemsAreReadFromMemoryAndResultsAreWrittenThere() {
    machine.given("Order again").returns(Map.of("quantity", 20));

    TestRun run = machine.run(Map.of("list", "list.csv"));

    assertThat(run).succeeded().visited("Order again", "Enough");
    Visit rows = run.state("Each row");
    assertThat(rows).hasItems(3);
    assertThat(rows.item(0)).succeededWith("\"tea\"").hasVariable("ordered", 20);
    assertThat(rows.item(1)).succeededWith("\"none\"").tookPath("Low?", "Enough");
    assertThat(rows.item(2).state("Order again")).hasInput("{\"sku\": \"cup\", \"left\": \"0\"}");
    assertThat(rows.item(0).executionArn()).isNotEqualTo(rows.item(2).executionArn());
    assertThat(run.objects()).anyMatch(it -> it.endsWith("/SUCCEEDED_0.json"));
    assertThat(
            run.object(
                run.output()
                    .orElseThrow()
                    .at("/ResultWriterDetails/Key")
                    .asText()
                    .transform(key -> "s3://stock/" + key)))
        .contains("SUCCEEDED_0.json");
  }

  @Test
  void eachItemPlaysTheMockFromItsFirstAnswer() {
    machine.given("Order again").fails("Supplier.Closed").returns(Map.of("quantity", 1));

    TestRun run = machine.run(Map.of("list", "list.csv"));

    assertThat(run).succeeded();
    assertThat(run.state("Each row").item(0).state("Order again")).wasRetried(1);
    assertThat(run.state("Each row").item(2).state("Order again")).wasRetried(1);
  }

  @Test
  void aChildThatFailsIsSeenAndTolerated() {
    machine
        .given("Order again", it -> it.path("sku").asText().equals("cup"))
        .fails("Supplier.Bankrupt", "for good")
        .given("Order again")
        .returns(Map.of("quantity", 1));

    TestRun run = machine.run(Map.of("list", "list.csv"));

    assertThat(run).succeeded();
    InnerRun cup = run.state("Each row").item(2);
    assertThat(cup).failedWith("Supplier.Bankrupt").tookPath("Low?", "Order again");
    assertThat(cup.failure()).hasValueSatisfying(it -> assertThat(it.cause()).contains("for good"));
    assertThat(cup.output()).isEmpty();
    assertThat(run.visits("Order again"))
        .extracting(it -> it.in().status())
        .isEqualTo(List.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED));
  }

  @Test
  void anObjectThatIsNotThereIsNamedWithThoseThatAre() {
    TestRun run = machine.run(Map.of("list", "other.csv"));

    assertThat(run)
        .failedWith(
            "States.ItemReaderFailed",
            "s3://stock/other.csv does not exist. The test gave"
                + " [s3://stock/list.csv]; add machine.object(\"s3://stock/other.csv\", ...)");
  }
}
