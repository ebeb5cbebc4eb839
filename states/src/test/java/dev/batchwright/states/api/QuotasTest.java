package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What there is at most of a thing.
final class QuotasTest {

  private final TestApi api = new TestApi();

  /// AWS: service quotas, "Maximum number of published state machine versions", 1,000.
  @Test
  void aMachineHasAThousandVersions() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    for (int i = 1; i <= 1_000; i++) {
      publish(machine, "r" + i);
    }
    update(machine, "last");

    ApiException refusal =
        api.refused("PublishStateMachineVersion", "{\"stateMachineArn\": \"%s\"}", machine);

    assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
    assertThat(refusal).hasMessageContaining("1000 versions");
    api.call("DeleteStateMachineVersion", "{\"stateMachineVersionArn\": \"%s\"}", machine + ":1");
    assertThat(
            api.text(
                "stateMachineVersionArn",
                "PublishStateMachineVersion",
                "{\"stateMachineArn\": \"%s\"}",
                machine))
        .isEqualTo(machine + ":1001");
  }

  /// AWS: service quotas, "Maximum number of state machine aliases", 100.
  @Test
  void aMachineHasAHundredAliases() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    publish(machine, "s");
    for (int i = 1; i <= 100; i++) {
      api.call("CreateStateMachineAlias", alias(machine, "a" + i));
    }

    ApiException refusal = api.refused("CreateStateMachineAlias", alias(machine, "b"));

    assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
    assertThat(refusal).hasMessageContaining("100 aliases");
    api.call("DeleteStateMachineAlias", "{\"stateMachineAliasArn\": \"%s\"}", machine + ":a7");
    api.call("CreateStateMachineAlias", alias(machine, "b"));
  }

  @Test
  void ofTenThousandExecutionsTheOldestThatHasEndedGoes() throws Exception {
    String waits = api.create("w", TestApi.WAIT);
    String running = api.start(waits, "running", "{}");
    String machine = api.create("m", TestApi.PASS);
    String first = api.start(machine, "e0", "{}");
    for (int i = 1; i < 9_999; i++) {
      api.start(machine, "e" + i, "{}");
      api.time.advance(Duration.ZERO);
    }
    assertThat(api.describe(first).get("status").asText()).isEqualTo("SUCCEEDED");

    api.start(machine, "e9999", "{}");

    assertThat(api.refused("DescribeExecution", "{\"executionArn\": \"%s\"}", first).code())
        .isEqualTo("ExecutionDoesNotExist");
    assertThat(api.describe(running).get("status").asText()).isEqualTo("RUNNING");
    String second = first.substring(0, first.length() - 1) + "1";
    assertThat(api.describe(second).get("name").asText()).isEqualTo("e1");
  }

  private void update(String machine, String role) throws Exception {
    api.call(
        "UpdateStateMachine", "{\"stateMachineArn\": \"%s\", \"roleArn\": \"%s\"}", machine, role);
  }

  private void publish(String machine, String role) throws Exception {
    api.call(
        "UpdateStateMachine",
        "{\"stateMachineArn\": \"%s\", \"roleArn\": \"%s\", \"publish\": true}",
        machine,
        role);
  }

  private static String alias(String machine, String name) {
    return """
    {"name": "%s", "routingConfiguration": [
     {"stateMachineVersionArn": "%s:1", "weight": 100}]}
    """
        .formatted(name, machine);
  }
}
