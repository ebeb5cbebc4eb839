package dev.batchwright.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Which messages of a batch a function has not done, by what it answered.
final class BatchOutcome {
  private BatchOutcome() {}

  /// The ids of the messages that stay in the queue.
  ///
  /// Only a mapping with `ReportBatchItemFailures` has part of a batch fail. An answer that cannot
  /// be read, or names a message that is not in the batch, fails all of it; an empty one, none.
  ///
  /// @param ids the ids of all messages of the batch
  static Set<String> failed(InvocationResult result, boolean reportsFailures, Set<String> ids) {
    return switch (result) {
      case InvocationResult.Failed _ -> ids;
      case InvocationResult.Succeeded succeeded ->
          reportsFailures ? reported(succeeded.payload(), ids) : Set.of();
    };
  }

  private static Set<String> reported(byte[] payload, Set<String> ids) {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(payload);
    } catch (IOException e) {
      return ids;
    }
    JsonNode items = answer.path("batchItemFailures");
    if (answer.isNull() || answer.isMissingNode() || items.isMissingNode() || items.isNull()) {
      return Set.of();
    }
    Set<String> failed = new HashSet<>();
    for (JsonNode item : items) {
      failed.add(item.path("itemIdentifier").asText());
    }
    boolean readable = items.isArray() && ids.containsAll(failed);
    return readable ? failed : ids;
  }
}
