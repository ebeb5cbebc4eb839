package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.Problem;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.history.HistoryEvent;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases in `spec/*.json`. Each has an id, the sentence of the public specification or
/// documentation that it stands for, and either the problems of a definition or a run of it.
final class SpecificationTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TestFactory
  Stream<DynamicContainer> theSpecification() throws Exception {
    URI folder = SpecificationTest.class.getResource("/spec").toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.sorted().map(SpecificationTest::container).toList().stream();
    }
  }

  private static DynamicContainer container(Path file) {
    try {
      JsonNode cases = Json.parse(Files.readString(file));
      List<DynamicTest> tests = new ArrayList<>();
      cases.forEach(it ->
          tests.add(
              DynamicTest.dynamicTest(
                  it.get("id").asText() + ": " + it.get("says").asText(), () -> check(it))));
      return DynamicContainer.dynamicContainer(file.getFileName().toString(), tests);
    } catch (IOException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static void check(JsonNode it) throws Exception {
    String definition =
        it.get("definition").isTextual()
            ? it.get("definition").asText()
            : it.get("definition").toString();
    if (it.has("problems")) {
      checkProblems(definition, it.get("problems"));
    } else {
      checkRun(StateMachine.parse(definition), it);
    }
  }

  private static void checkProblems(String definition, JsonNode expected) {
    List<Problem> found = List.of();
    try {
      StateMachine.parse(definition);
    } catch (InvalidDefinitionException e) {
      found = e.problems();
    }
    List<String> paths = found.stream().map(Problem::path).toList();
    List<String> wanted = new ArrayList<>();
    expected.forEach(path -> wanted.add(path.asText()));
    assertThat(paths).as("%s", found).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static void checkRun(StateMachine machine, JsonNode it) throws Exception {
    SimulatedTime time = SimulatedTime.automatic(START);
    var tasks = new ScriptedTasks(it.path("tasks"), time);
    var items = new MemoryItems();
    for (var entry : it.path("objects").properties()) {
      items.objects.put(entry.getKey(), SpecificationObjects.bytes(entry.getValue()));
    }
    StatesEngine engine =
        StatesEngine.builder().integrations(tasks).items(items).time(time).seed(1).build();
    tasks.onToken =
        (token, answer) -> {
          if (answer.has("error")) {
            engine.failTask(
                token,
                java.util.Optional.of(answer.get("error").asText()),
                java.util.Optional.of(answer.path("cause").asText()));
          } else {
            engine.succeedTask(token, answer.get("output"));
          }
        };
    Execution execution =
        engine.run(machine, it.path("input").isMissingNode() ? Json.parse("{}") : it.get("input"));
    Ending ending = execution.await();
    for (int i = 0; i < it.path("redrives").asInt(); i++) {
      assertThat(execution.redrive()).as(story(execution, ending)).isPresent();
      ending = execution.await();
    }
    String story = story(execution, ending);
    JsonNode expect = it.get("expect");
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
    if (expect.has("calls")) {
      assertThat(tasks.seen).as(story).hasSize(expect.get("calls").asInt());
    }
    checkEvents(execution, expect, story);
    SpecificationObjects.check(items, expect.path("objects"), story);
  }

  private static void checkEvents(Execution execution, JsonNode expect, String story) {
    if (!expect.has("events")) {
      return;
    }
    List<String> events = new ArrayList<>();
    for (HistoryEvent event : execution.history().events()) {
      events.add(event.previousId() + " " + event.type());
    }
    List<String> wanted = new ArrayList<>();
    expect.get("events").forEach(event -> wanted.add(event.asText()));
    assertThat(events).as(story).containsExactlyElementsOf(wanted);
  }

  private static String story(Execution execution, Ending ending) {
    StringBuilder out = new StringBuilder("\n").append(ending);
    for (HistoryEvent event : execution.history().events()) {
      out.append('\n')
          .append(event.id())
          .append(" <- ")
          .append(event.previousId())
          .append(' ')
          .append(event.type())
          .append(' ')
          .append(event.details());
    }
    return out.append('\n').toString().replace("%", "%%");
  }
}
