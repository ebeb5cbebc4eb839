package dev.batchwright.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
  private static final String EVENT =
      """
      {"source": "aws.s3", "detail-type": "Object Created", "resources": ["arn:a", "arn:b"],
       "detail": {"bucket": {"name": "incoming"},
         "object": {"key": "orders/2026/a.CSV", "size": 300, "etag": ""},
         "source-ip-address": "10.0.0.17", "v6": "2001:db8::1", "nothing": null, "yes": true,
         "items": [{"id": 1, "kind": "x"}, {"id": 2, "kind": "y"}], "none": []}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'source': ['aws.s3']}                                                    | true",
        "{'source': ['aws.sqs', 'aws.s3'], 'detail-type': ['Object Created']}      | true",
        "{'source': ['aws.s3'], 'detail-type': ['Object Deleted']}                 | false",
        "{'resources': ['arn:b']}                                                  | true",
        "{'resources': [{'prefix': 'x'}]}                                          | false",
        "{'detail': {'bucket': {'name': ['incoming']}}}                            | true",
        "{'detail': {'object': {'key': [{'prefix': 'orders/'}]}}}                  | true",
        "{'detail': {'object': {'key': [{'prefix': 'Orders/'}]}}}                  | false",
        "{'detail': {'object': {'key': [{'prefix': {'equals-ignore-case': 'ORDERS/'}}]}}} | true",
        "{'detail': {'object': {'key': [{'suffix': '.csv'}]}}}                     | false",
        "{'detail': {'object': {'key': [{'suffix': {'equals-ignore-case': '.csv'}}]}}}    | true",
        "{'detail': {'object': {'key': [{'equals-ignore-case': 'ORDERS/2026/A.csv'}]}}}   | true",
        "{'detail': {'object': {'key': [{'wildcard': 'orders/*/a.*'}]}}}           | true",
        "{'detail': {'object': {'key': [{'wildcard': 'orders/\\\\*/a.CSV'}]}}}     | false",
        "{'detail': {'object': {'key': [{'wildcard': '*.csv'}]}}}                  | false",
        "{'detail': {'object': {'key': [{'anything-but': 'orders/b'}]}}}           | true",
        "{'detail': {'object': {'key': [{'anything-but': ['orders/2026/a.CSV']}]}}} | false",
        "{'detail': {'object': {'key': [{'anything-but': {'prefix': 'orders/'}}]}}} | false",
        "{'detail': {'object': {'key': [{'anything-but': {'suffix': ['.x', '.CSV']}}]}}} | false",
        "{'detail': {'object': {'key': [{'anything-but': {'wildcard': '*/b*'}}]}}} | true",
        "{'detail': {'object': {'key': [{'anything-but': {'equals-ignore-case': 'A'}}]}}} | true",
        "{'detail': {'object': {'absent': [{'anything-but': 'x'}]}}}               | false",
        "{'detail': {'object': {'size': [300]}}}                                   | true",
        "{'detail': {'object': {'size': ['300']}}}                                 | false",
        "{'detail': {'object': {'size': [{'anything-but': [1, 2]}]}}}              | true",
        "{'detail': {'object': {'size': [{'numeric': ['>', 0, '<=', 300]}]}}}      | true",
        "{'detail': {'object': {'size': [{'numeric': ['>', 300]}]}}}               | false",
        "{'detail': {'object': {'size': [{'numeric': ['=', 3.0e2]}]}}}             | true",
        "{'detail': {'object': {'size': [{'numeric': ['<', 300]}]}}}               | false",
        "{'detail': {'object': {'size': [{'numeric': ['>=', 301]}]}}}              | false",
        "{'detail': {'object': {'key': [{'numeric': ['>', 0]}]}}}                  | false",
        "{'detail': {'source-ip-address': [{'cidr': '10.0.0.0/24'}]}}              | true",
        "{'detail': {'source-ip-address': [{'cidr': '10.0.0.0/28'}]}}              | false",
        "{'detail': {'v6': [{'cidr': '2001:db8::/32'}]}}                           | true",
        "{'detail': {'v6': [{'cidr': '10.0.0.0/0'}]}}                              | false",
        "{'source': [{'cidr': '10.0.0.0/0'}]}                                      | false",
        "{'detail': {'object': {'etag': ['']}}}                                    | true",
        "{'detail': {'nothing': [null]}}                                           | true",
        "{'detail': {'absent': [null]}}                                            | false",
        "{'detail': {'yes': [true]}}                                               | true",
        "{'detail': {'yes': [{'exists': true}]}}                                   | true",
        "{'detail': {'yes': [{'exists': false}]}}                                  | false",
        "{'detail': {'absent': [{'exists': false}]}}                               | true",
        "{'detail': {'bucket': [{'exists': true}]}}                                | false",
        "{'detail': {'absent': {'deeper': [{'exists': false}]}}}                   | true",
        "{'detail': {'items': {'id': [1], 'kind': ['x']}}}                         | true",
        "{'detail': {'items': {'id': [1], 'kind': ['y']}}}                         | false",
        "{'$or': [{'source': ['aws.sqs']}, {'detail': {'object': {'size': [300]}}}]} | true",
        "{'$or': [{'source': ['aws.sqs']}, {'detail': {'object': {'size': [301]}}}]} | false",
        "{'detail': {'$or': [{'yes': [false]}, {'yes': [true]}], 'v6': ['x']}}     | false",
        "{'detail': {'object': {'key': ['x', {'suffix': 'V'}]}}}                   | true",
      })
  void fits(String pattern, boolean expected) throws JsonProcessingException {
    assertThat(EventPattern.of(json(pattern)).fits(Json.MAPPER.readTree(EVENT)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                             | at $: {}; expected an object",
        "[]                                             | at $: []",
        "{'source': 'aws.s3'}                           | at $.source",
        "{'source': []}                                 | at $.source: []; expected a list",
        "{'a': {'b': [{'sufix': 'x'}]}}                 | at $.a.b.sufix: \"x\"; expected one of",
        "{'a': [{'prefix': 1}]}                         | at $.a.prefix: 1; expected a text",
        "{'a': [{'prefix': 'x', 'suffix': 'y'}]}        | one comparison operator",
        "{'a': [{'numeric': ['>']}]}                    | one or two bounds",
        "{'a': [{'numeric': ['!', 1]}]}                 | one or two bounds",
        "{'a': [{'numeric': []}]}                       | one or two bounds",
        "{'a': [{'exists': 'x'}]}                       | true or false",
        "{'a': [{'cidr': '10.0.0.0'}]}                  | a block such as 10.0.0.0/24",
        "{'a': [{'cidr': '10.0.0.0/33'}]}               | a block such as 10.0.0.0/24",
        "{'a': [{'anything-but': {'numeric': []}}]}     | prefix, suffix, equals-ignore-case",
        "{'a': [{'anything-but': [true]}]}              | texts or numbers",
        "{'a': [{'wildcard': 'a**'}]}                   | expected one * in a row",
      })
  void whatIsNoPatternIsRefusedWithItsPlace(String pattern, String message) {
    assertThatThrownBy(() -> EventPattern.of(json(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
