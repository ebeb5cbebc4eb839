package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The context object: `$$` in JSONPath, `$states.context` in JSONata.
final class ContextObject {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private ContextObject() {}

  /// Builds it for a visit.
  ///
  /// @param item the item at hand, when a Map state itself evaluates its ItemSelector
  static JsonNode of(Visit visit, Optional<ItemContext> item) {
    Execution execution = visit.frame().execution();
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode about = context.putObject("Execution");
    about.put("Id", execution.arn());
    about.set("Input", execution.input());
    about.put("StartTime", text(execution.startDate()));
    about.put("Name", execution.name());
    about.put("RoleArn", execution.machine().roleArn());
    about.put("RedriveCount", execution.redriveCount());
    execution.redriveDate().ifPresent(it -> about.put("RedriveTime", text(it)));
    ObjectNode machine = context.putObject("StateMachine");
    machine.put("Id", execution.machine().arn());
    machine.put("Name", execution.machine().name());
    ObjectNode state = context.putObject("State");
    state.put("Name", visit.state().name());
    state.put("EnteredTime", text(visit.enteredTime()));
    if (canRetry(visit.state())) {
      state.put("RetryCount", visit.retryCount());
    }
    visit.taskToken().ifPresent(token -> context.putObject("Task").put("Token", token));
    item.or(() -> visit.frame().item()).ifPresent(it -> context.set("Map", it.toJson()));
    return context;
  }

  private static boolean canRetry(State state) {
    return switch (state) {
      case State.Task _, State.Map _, State.Parallel _ -> true;
      case State.Choice _, State.Wait _, State.Pass _, State.Succeed _, State.Fail _ -> false;
    };
  }

  static String text(Instant instant) {
    return TIME.format(instant);
  }
}
