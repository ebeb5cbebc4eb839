package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Uuids;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The task tokens that states are waiting for.
final class TaskTokens {

  /// What every token starts with: tells text that never was one from one that has expired.
  private static final String PREFIX = "AQCEAAAAKgAAAAMAAAAA";

  /// Who waits for a token.
  interface Waiting {
    void succeed(JsonNode output);

    void fail(Optional<String> error, Optional<String> cause);

    void heartbeat();
  }

  private final Map<String, Waiting> open = new ConcurrentHashMap<>();

  String create(RandomGenerator random) {
    return PREFIX + Uuids.random(random).replace("-", "") + Uuids.random(random).replace("-", "");
  }

  void open(String token, Waiting waiting) {
    open.put(token, waiting);
  }

  void close(String token) {
    open.remove(token);
  }

  Optional<Waiting> find(String token) {
    return Optional.ofNullable(open.get(token));
  }

  static boolean isWellFormed(String token) {
    return token.startsWith(PREFIX);
  }
}
