package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// Task integrations that answer by script: for each state a list of answers, the last of which
/// repeats. A state without a script gets its own arguments back.
final class ScriptedTasks implements TaskIntegrations {

  private final JsonNode scripts;
  private final SimulatedTime time;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  final List<TaskCall> seen = new CopyOnWriteArrayList<>();
  final List<SpecificationCall> answered = new CopyOnWriteArrayList<>();
  volatile BiConsumer<String, JsonNode> onToken = (_, _) -> {};

  ScriptedTasks(JsonNode scripts, SimulatedTime time) {
    this.scripts = scripts;
    this.time = time;
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    seen.add(call);
    try {
      JsonNode result = play(call);
      answered.add(SpecificationCall.succeeded(call, result));
      return result;
    } catch (TaskFailure e) {
      answered.add(SpecificationCall.failed(call, e));
      throw e;
    }
  }

  private JsonNode play(TaskCall call) throws TaskFailure, InterruptedException {
    JsonNode script = scripts.path(call.stateName());
    if (script.isMissingNode()) {
      return call.arguments();
    }
    JsonNode answer = answer(script, call);
    if (answer.has("takesSeconds")) {
      time.sleep(Duration.ofSeconds(answer.get("takesSeconds").asLong()));
    }
    if (answer.has("error")) {
      throw new TaskFailure(
          answer.get("error").asText(),
          Optional.ofNullable(answer.get("cause")).map(JsonNode::asText));
    }
    if (answer.has("token")) {
      onToken.accept(call.taskToken().orElseThrow(), answer.get("token"));
    }
    if (answer.has("returnBytes")) {
      return TextNode.valueOf("x".repeat(answer.get("returnBytes").asInt() - 2));
    }
    return answer.has("return") ? answer.get("return") : call.arguments();
  }

  /// The n-th call's answer; where calls run side by side, and so in no order, the one `for` the
  /// call's arguments.
  private JsonNode answer(JsonNode script, TaskCall call) {
    for (JsonNode answer : script) {
      if (answer.has("for") && answer.get("for").equals(call.arguments())) {
        return answer;
      }
    }
    int n = calls.computeIfAbsent(call.stateName(), _ -> new AtomicInteger()).getAndIncrement();
    return script.get(Math.min(n, script.size() - 1));
  }
}
