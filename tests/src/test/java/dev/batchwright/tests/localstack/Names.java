package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a case's state machine and buckets are called where all cases run in one account: in the
/// suite all of them are `Machine`, `in` and `out`.
///
/// @param id the case's id
/// @param buckets the buckets as the case names them
record Names(String id, Set<String> buckets) {

  private static final String MACHINE = "Machine";

  Names {
    buckets = Set.copyOf(buckets);
  }

  static Names of(JsonNode it) throws IOException {
    Set<String> buckets = new TreeSet<>();
    it.path("objects")
        .fieldNames()
        .forEachRemaining(key -> buckets.add(key.substring(0, key.indexOf('/'))));
    if (it.has("expect")) {
      for (JsonNode bucket : Json.parse(SpecificationCases.definition(it)).findValues("Bucket")) {
        if (bucket.isTextual() && bucket.asText().matches("[a-z]+")) {
          buckets.add(bucket.asText());
        }
      }
    }
    return new Names(it.get("id").asText(), buckets);
  }

  /// At most 80 characters of those that a state machine's name may have.
  String machine() {
    return "spec-" + id.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  /// At most 63 lowercase letters, digits and hyphens.
  String bucket(String name) {
    return "spec-" + id.replaceAll("[^A-Za-z0-9]", "-").toLowerCase(Locale.ROOT) + "-" + name;
  }

  /// JSON, or a manifest, with the buckets that are there.
  String there(String text) {
    String renamed = text;
    for (String bucket : buckets) {
      renamed =
          renamed
              .replace('"' + bucket + '"', '"' + bucket(bucket) + '"')
              .replace("arn:aws:s3:::" + bucket + '"', "arn:aws:s3:::" + bucket(bucket) + '"')
              .replace("s3://" + bucket + '/', "s3://" + bucket(bucket) + '/');
    }
    return renamed;
  }

  /// An object's content with the buckets that are there; what is not UTF-8 names none.
  byte[] there(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    String renamed = there(text);
    return renamed.equals(text) ? content : renamed.getBytes(StandardCharsets.UTF_8);
  }

  /// Text that came from there, with the suite's names.
  String here(String text) {
    String renamed = text;
    for (String bucket : buckets) {
      renamed = renamed.replace(bucket(bucket), bucket);
    }
    return renamed.replace(machine(), MACHINE);
  }
}
