package dev.batchwright.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import org.junit.jupiter.api.Test;

class TargetInputTest {
  private static final String EVENT =
      "{'time':'2026-01-01T00:00:00Z','resources':['arn:b'],"
          + "'detail':{'object':{'key':'a\\\\b','size':3},'list':[1,2]}}";

  @Test
  void aTargetGetsTheEventAPartOfItOrAConstant() throws JsonProcessingException {
    assertThat(input("{}")).isEqualTo(json(EVENT).toString());
    assertThat(input("{'Input': '{}'}")).isEqualTo("{}");
    assertThat(input("{'InputPath': '$.detail.object'}"))
        .isEqualTo(text("{'key':'a\\\\b','size':3}"));
    assertThat(input("{'InputPath': '$.resources[0]'}")).isEqualTo("\"arn:b\"");
    assertThat(input("{'InputPath': '$.absent'}")).isEqualTo("{}");
  }

  @Test
  void aTemplatesVariablesAreJsonOutsideQuotesAndTextWithin() throws JsonProcessingException {
    assertThat(
            transformed(
                "{'k': <key>, 's': <size>, 'l': <list>, 't': '<key> of <size> bytes <no>', 'n': <no>,"
                    + " 'r': <aws.events.rule-name>, 'x': '<y>', 'w': '<aws.events.rule-arn>'}"))
        .isEqualTo(
            text(
                "{'k': 'a\\\\b', 's': 3, 'l': [1,2], 't': 'a\\\\b of 3 bytes ', 'n': null,"
                    + " 'r': 'uploads', 'x': '<y>', 'w': 'arn:rule'}"));
    assertThat(transformed("'<key>'")).isEqualTo(text("'a\\\\b'"));
    assertThat(transformed("<aws.events.event.ingestion-time>"))
        .isEqualTo("\"2026-01-01T00:00:00Z\"");
    assertThat(transformed("<aws.events.event>")).isEqualTo(json(EVENT).toString());
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThatThrownBy(() -> input("{'Input': '1', 'InputPath': '$'}"))
        .hasMessageContaining("at most one of [Input, InputPath]");
    assertThatThrownBy(() -> input("{'InputPath': 'detail'}"))
        .hasMessageContaining("path 'detail': expected one such as $.detail.object.key");
  }

  private static String transformed(String template) throws JsonProcessingException {
    JsonNode settings =
        Json.object()
            .set(
                "InputTransformer",
                Json.object()
                    .put("InputTemplate", text(template))
                    .set(
                        "InputPathsMap",
                        json(
                            "{'key': '$.detail.object.key', 'size': '$.detail.object.size',"
                                + " 'list': '$.detail.list', 'no': '$.detail.no'}")));
    return TargetInput.of(settings).of(json(EVENT), "uploads", "arn:rule");
  }

  private static String input(String target) throws JsonProcessingException {
    return TargetInput.of(json(target)).of(json(EVENT), "uploads", "arn:rule");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text(text));
  }

  private static String text(String text) {
    return text.replace('\'', '"');
  }
}
