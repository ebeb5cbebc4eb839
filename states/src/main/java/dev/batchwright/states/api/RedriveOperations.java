package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// RedriveExecution.
final class RedriveOperations {

  /// How many client tokens of an execution are remembered, and for how long. (AWS:
  /// RedriveExecution, clientToken.)
  private static final int MAX_TOKENS = 10;

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private record Done(String token, Instant redriveDate) {}

  private final StatesEngine engine;
  private final Registry registry;
  private final ExecutionDescriptions descriptions;
  private final Map<String, Deque<Done>> done = new HashMap<>();

  RedriveOperations(StatesEngine engine, Registry registry, ExecutionDescriptions descriptions) {
    this.engine = engine;
    this.registry = registry;
    this.descriptions = descriptions;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("RedriveExecution", this::redrive);
  }

  private synchronized ObjectNode redrive(Request request) throws ApiException {
    Execution execution = registry.existing(request).execution();
    Optional<String> token = request.text("clientToken");
    Deque<Done> before = done.computeIfAbsent(execution.arn(), _ -> new ArrayDeque<>());
    Instant expired = engine.time().now().minus(TOKEN_LIFE);
    before.removeIf(it -> it.redriveDate().isBefore(expired));
    Optional<Done> same =
        before.stream().filter(it -> token.filter(it.token()::equals).isPresent()).findFirst();
    if (same.isPresent()) {
      return answer(same.get().redriveDate());
    }
    Optional<String> reason = descriptions.notRedrivable(execution);
    if (reason.isPresent()) {
      throw new ApiException("ExecutionNotRedrivable", reason.get());
    }
    Instant at =
        execution
            .redrive()
            .orElseThrow(() ->
                new ApiException(
                    "ExecutionNotRedrivable", "Execution is RUNNING and cannot be redriven"));
    token.ifPresent(it -> before.add(new Done(it, at)));
    if (before.size() > MAX_TOKENS) {
      before.remove();
    }
    return answer(at);
  }

  private static ObjectNode answer(Instant at) {
    return Answers.none().put("redriveDate", Timestamps.seconds(at));
  }
}
