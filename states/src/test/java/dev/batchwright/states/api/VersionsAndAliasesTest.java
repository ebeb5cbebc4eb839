package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VersionsAndAliasesTest {

  private final TestApi api = new TestApi();

  private String publish(String machine) throws ApiException {
    return api.text(
        "stateMachineVersionArn",
        "PublishStateMachineVersion",
        "{\"stateMachineArn\": \"%s\"}",
        machine);
  }

  private String update(String machine, String definition) throws ApiException {
    ObjectNode request = (ObjectNode) TestApi.json("{\"stateMachineArn\": \"%s\"}", machine);
    return api.api
        .call("UpdateStateMachine", request.put("definition", definition))
        .get("revisionId")
        .asText();
  }

  @Test
  void aRevisionIsPublishedOnceAndNumbersAreNeverGivenTwice() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    String first = publish(machine);

    assertThat(first).isEqualTo(machine + ":1");
    assertThat(publish(machine)).isEqualTo(first);
    String revision = update(machine, TestApi.WAIT);
    assertThat(
            api.refused(
                    "PublishStateMachineVersion",
                    "{\"stateMachineArn\": \"%s\", \"revisionId\": \"INITIAL\"}",
                    machine)
                .code())
        .isEqualTo("ConflictException");
    assertThat(
            api.text(
                "stateMachineVersionArn",
                "PublishStateMachineVersion",
                "{\"stateMachineArn\": \"%s\", \"revisionId\": \"%s\"}",
                machine,
                revision))
        .isEqualTo(machine + ":2");
    api.call("DeleteStateMachineVersion", "{\"stateMachineVersionArn\": \"%s:2\"}", machine);
    assertThat(publish(machine)).isEqualTo(machine + ":3");
    JsonNode listed =
        api.call("ListStateMachineVersions", "{\"stateMachineArn\": \"%s\"}", machine)
            .get("stateMachineVersions");
    assertThat(listed.findValuesAsText("stateMachineVersionArn"))
        .containsExactly(machine + ":3", machine + ":1");
  }

  @Test
  void aVersionKeepsItsDefinition() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    String version = publish(machine);
    update(machine, TestApi.WAIT);

    JsonNode described = api.call("DescribeStateMachine", "{\"stateMachineArn\": \"%s\"}", version);

    assertThat(described.get("definition").asText()).isEqualTo(TestApi.PASS);
    assertThat(described.get("stateMachineArn").asText()).isEqualTo(version);
    JsonNode execution = api.describe(api.start(version, "run", "{}"));
    assertThat(execution.get("stateMachineVersionArn").asText()).isEqualTo(version);
    assertThat(execution.get("stateMachineArn").asText()).isEqualTo(machine);
    assertThat(execution.has("stateMachineAliasArn")).isFalse();
  }

  @Test
  void anUpdateThatChangesNothingKeepsTheRevision() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    assertThat(
            api.call("DescribeStateMachine", "{\"stateMachineArn\": \"%s\"}", machine)
                .has("revisionId"))
        .isFalse();
    String revision = update(machine, TestApi.WAIT);

    assertThat(update(machine, TestApi.WAIT)).isEqualTo(revision);
    assertThat(update(machine, TestApi.PASS)).isNotEqualTo(revision);
  }

  @Test
  void creatingWithPublishIsTheSameOnlyWithTheSamePublish() throws Exception {
    ObjectNode request =
        TestApi.creation("m", TestApi.PASS).put("publish", true).put("versionDescription", "one");
    JsonNode created = api.api.call("CreateStateMachine", request);

    assertThat(created.get("stateMachineVersionArn").asText()).endsWith(":stateMachine:m:1");
    assertThat(api.api.call("CreateStateMachine", request)).isEqualTo(created);
    JsonNode version =
        api.call(
            "DescribeStateMachine",
            "{\"stateMachineArn\": \"%s\"}",
            created.get("stateMachineVersionArn").asText());
    assertThat(version.get("description").asText()).isEqualTo("one");
    assertThat(
            api.refused("CreateStateMachine", "%s", TestApi.creation("m", TestApi.PASS).toString())
                .code())
        .isEqualTo("StateMachineAlreadyExists");
    assertThat(
            api.refused(
                    "CreateStateMachine",
                    "%s",
                    TestApi.creation("n", TestApi.PASS).put("versionDescription", "x").toString())
                .code())
        .isEqualTo("ValidationException");
  }

  @Test
  void anAliasSharesExecutionsByWeight() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    String one = publish(machine);
    update(machine, TestApi.WAIT);
    String two = publish(machine);
    String alias =
        api.text(
            "stateMachineAliasArn",
            "CreateStateMachineAlias",
            """
            {"name": "PROD", "routingConfiguration": [
             {"stateMachineVersionArn": "%s", "weight": 20},
             {"stateMachineVersionArn": "%s", "weight": 80}]}
            """,
            one,
            two);
    assertThat(alias).isEqualTo(machine + ":PROD");

    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      JsonNode run = api.describe(api.start(alias, "run-" + i, "{}"));
      assertThat(run.get("stateMachineAliasArn").asText()).isEqualTo(alias);
      counts.merge(run.get("stateMachineVersionArn").asText(), 1, Integer::sum);
    }
    assertThat(counts.get(one)).isBetween(150, 250);
    assertThat(counts.get(one) + counts.get(two)).isEqualTo(1_000);
    assertThat(
            api.call("ListExecutions", "{\"stateMachineArn\": \"%s\", \"maxResults\": 1000}", one)
                .get("executions"))
        .hasSize(counts.get(one));
  }

  @Test
  void aVersionThatAnAliasLeadsToCannotBeDeleted() throws Exception {
    String machine = api.create("m", TestApi.PASS);
    String one = publish(machine);
    update(machine, TestApi.WAIT);
    String two = publish(machine);
    String routes =
        "\"routingConfiguration\": [{\"stateMachineVersionArn\": \"%s\", \"weight\": %d}]";
    api.call("CreateStateMachineAlias", "{\"name\": \"A\", " + routes + "}", one, 100);

    assertThat(
            api.refused("DeleteStateMachineVersion", "{\"stateMachineVersionArn\": \"%s\"}", one))
        .hasMessageContaining("[A]")
        .extracting("code")
        .isEqualTo("ConflictException");
    assertThat(
            api.refused("CreateStateMachineAlias", "{\"name\": \"A\", " + routes + "}", two, 100)
                .code())
        .isEqualTo("ConflictException");
    assertThat(
            api.refused("CreateStateMachineAlias", "{\"name\": \"B\", " + routes + "}", two, 99)
                .code())
        .isEqualTo("ValidationException");
    api.call(
        "UpdateStateMachineAlias",
        "{\"stateMachineAliasArn\": \"%s:A\", " + routes + "}",
        machine,
        two,
        100);
    api.call("DeleteStateMachineVersion", "{\"stateMachineVersionArn\": \"%s\"}", one);
    JsonNode described =
        api.call("DescribeStateMachineAlias", "{\"stateMachineAliasArn\": \"%s:A\"}", machine);
    assertThat(described.at("/routingConfiguration/0/stateMachineVersionArn").asText())
        .isEqualTo(two);
    assertThat(
            api.call("ListStateMachineAliases", "{\"stateMachineArn\": \"%s\"}", machine)
                .get("stateMachineAliases"))
        .hasSize(1);
    api.call("DeleteStateMachineAlias", "{\"stateMachineAliasArn\": \"%s:A\"}", machine);
    assertThat(
            api.refused(
                    "DescribeStateMachineAlias", "{\"stateMachineAliasArn\": \"%s:A\"}", machine)
                .code())
        .isEqualTo("ResourceNotFound");
    assertThat(api.refused("StartExecution", "{\"stateMachineArn\": \"%s:A\"}", machine).code())
        .isEqualTo("StateMachineDoesNotExist");
  }
}
