package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import dev.batchwright.states.query.Timestamps;
import dev.batchwright.states.time.Time;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Wait state: an alarm, and nothing else.
final class WaitWork implements Visit.Work {

  private final Visit visit;
  private final State.Wait state;
  private Time.@Nullable Alarm alarm;

  WaitWork(Visit visit, State.Wait state) {
    this.visit = visit;
    this.state = state;
  }

  @Override
  public void start() {
    JsonNode effective = visit.effectiveInput();
    Scope scope = visit.scope().withInput(effective);
    Time time = visit.frame().execution().services().time();
    alarm = time.at(until(scope, time), () -> visit.later(() -> visit.succeed(effective)));
  }

  private Instant until(Scope scope, Time time) {
    return switch (state.until()) {
      case State.Until.Seconds(var value) ->
          time.now()
              .plusSeconds(Numbers.seconds(Optional.of(value), scope, "Seconds", 0).orElseThrow());
      case State.Until.Timestamp(var value) -> {
        JsonNode text = value.evaluate(scope);
        yield Optional.of(text)
            .filter(JsonNode::isTextual)
            .flatMap(it -> Timestamps.parse(it.textValue()))
            .orElseThrow(() ->
                QueryException.wrongType(
                    value,
                    "Timestamp",
                    "an RFC 3339 timestamp such as" + " 2016-03-14T01:59:00Z",
                    text));
      }
    };
  }

  @Override
  public void cancel() {
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
