package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.history.HistoryEvent;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of one case of the specification, and what is expected of it.
final class SpecificationRun {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final JsonNode expect;
  private final ScriptedTasks tasks;
  private final MemoryItems items = new MemoryItems();
  private final Execution execution;
  private final Ending ending;
  private final String story;

  SpecificationRun(StateMachine machine, MachineType type, JsonNode it) throws Exception {
    this.expect = it.get("expect");
    SimulatedTime time = SimulatedTime.automatic(START);
    this.tasks = new ScriptedTasks(it.path("tasks"), time);
    for (var entry : it.path("objects").properties()) {
      items.objects.put(entry.getKey(), SpecificationObjects.bytes(entry.getValue()));
    }
    StatesEngine engine =
        StatesEngine.builder().integrations(tasks).items(items).time(time).seed(1).build();
    tasks.onToken = (token, answer) -> answer(engine, token, answer);
    JsonNode input = it.has("input") ? it.get("input") : Json.parse("{}");
    this.execution = start(engine, machine, type, input);
    Ending last = execution.await();
    for (int i = 0; i < it.path("redrives").asInt(); i++) {
      assertThat(execution.redrive()).as(story(execution, last)).isPresent();
      last = execution.await();
    }
    this.ending = last;
    this.story = story(execution, ending);
  }

  private static Execution start(
      StatesEngine engine, StateMachine machine, MachineType type, JsonNode input) {
    if (type == MachineType.STANDARD) {
      return engine.run(machine, input);
    }
    String arn = engine.names().stateMachine("Machine");
    return engine.start(Machine.of(arn, "Machine", type, "role", machine), "run", input);
  }

  private static void answer(StatesEngine engine, String token, JsonNode answer) {
    if (answer.has("error") || answer.has("cause")) {
      engine.failTask(token, optional(answer, "error"), optional(answer, "cause"));
    } else {
      engine.succeedTask(token, answer.get("output"));
    }
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
  }

  static void check(StateMachine machine, MachineType type, JsonNode it) throws Exception {
    var run = new SpecificationRun(machine, type, it);
    run.checkEnding();
    run.checkEvents();
    run.checkDetails();
    run.checkCalls();
    assertThat(run.items.open).as("objects and listings left open%s", run.story).hasValue(0);
    SpecificationObjects.check(run.items, run.expect.path("objects"), run.story);
  }

  List<SpecificationCall> calls() {
    return List.copyOf(tasks.answered);
  }

  private void checkEnding() {
    String status = expect.path("status").asText(expect.has("output") ? "SUCCEEDED" : "FAILED");
    assertThat(ending.status().name()).as(story).isEqualTo(status);
    if (expect.has("output")) {
      assertThat(ending.output().orElseThrow().toString())
          .as(story)
          .isEqualTo(expect.get("output").toString());
    }
    if (expect.has("error")) {
      assertThat(ending.error()).as(story).contains(expect.get("error").asText());
    }
    if (expect.has("cause")) {
      assertThat(ending.cause().orElse("")).as(story).contains(expect.get("cause").asText());
    }
    if (expect.has("seconds")) {
      Duration took = Duration.between(execution.startDate(), ending.stopDate());
      assertThat(took)
          .as(story)
          .isEqualTo(Duration.ofMillis(Math.round(expect.get("seconds").asDouble() * 1000)));
    }
  }

  private void checkEvents() {
    if (expect.has("events")) {
      List<String> events = new ArrayList<>();
      for (HistoryEvent event : execution.history().events()) {
        events.add(event.previousId() + " " + event.type());
      }
      List<String> wanted = new ArrayList<>();
      expect.get("events").forEach(event -> wanted.add(event.asText()));
      assertThat(events).as(story).containsExactlyElementsOf(wanted);
    }
  }

  private void checkDetails() {
    expect
        .path("details")
        .properties()
        .forEach(entry -> {
          int id = Integer.parseInt(entry.getKey());
          JsonNode details = execution.history().events().get(id - 1).details();
          entry
              .getValue()
              .properties()
              .forEach(member ->
                  assertThat(String.valueOf(details.get(member.getKey())))
                      .as("%s of event %s%s", member.getKey(), id, story)
                      .isEqualTo(member.getValue().toString()));
        });
  }

  private void checkCalls() {
    if (expect.path("calls").isInt()) {
      assertThat(tasks.seen).as(story).hasSize(expect.get("calls").asInt());
    } else if (expect.has("calls")) {
      List<String> calls = tasks.seen.stream().map(it -> it.arguments().toString()).toList();
      List<String> wanted = new ArrayList<>();
      expect.get("calls").forEach(call -> wanted.add(call.toString()));
      assertThat(calls).as(story).containsExactlyElementsOf(wanted);
    }
  }

  private static String story(Execution execution, Ending ending) {
    StringBuilder out = new StringBuilder("\n").append(ending);
    List<HistoryEvent> events = execution.history().events();
    for (HistoryEvent event : events.subList(Math.max(0, events.size() - 50), events.size())) {
      String details = event.details().toString();
      out.append('\n')
          .append(event.id())
          .append(" <- ")
          .append(event.previousId())
          .append(' ')
          .append(event.type())
          .append(' ')
          .append(details, 0, Math.min(details.length(), 500));
    }
    return out.append('\n').toString().replace("%", "%%");
  }
}
