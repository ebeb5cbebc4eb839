package dev.batchwright.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.storage.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

class StageFunctionTest {

  private static final String INPUT =
      "{\"work\":{\"bucket\":\"out\",\"key\":\"_batchwright/r1/\"}}";

  private final JsonMapper json = new JsonMapper();
  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true));
  }

  @AfterEach
  void release() {
    System.setOut(standardOutput);
  }

  @Test
  void decodesCallsAndEncodes() throws IOException {
    WorkRef[] seen = new WorkRef[1];
    String answer =
        handle(
            INPUT,
            work -> {
              seen[0] = work;
              return new Seams(3, "plan/redo-", 1);
            });
    assertThat(seen[0].work()).isEqualTo(new S3Location("out", "_batchwright/r1/"));
    assertThat(json.readTree(answer))
        .isEqualTo(json.readTree("{\"redo\":3,\"items\":\"plan/redo-\",\"waves\":1}"));
  }

  @Test
  void theStageKnowsWhenItIsCutOff() throws IOException {
    List<Boolean> known = new ArrayList<>();
    handle(
        INPUT,
        work -> {
          known.add(Deadline.current().isPresent());
          return new Seams(0, "", 0);
        });
    assertThat(known).containsExactly(true);
    assertThat(Deadline.current()).as("afterwards, on this thread").isEmpty();
  }

  @Test
  void everyCallLeavesOneLogLineThatSaysWhichRunAndOneSetOfMetrics() throws IOException {
    handle(INPUT, work -> new Seams(3, "plan/redo-", 1));
    List<JsonNode> lines = lines();
    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(line.path("level").asText()).isEqualTo("INFO");
          assertThat(line.path("state").asText()).isEqualTo("Check seams");
          assertThat(line.path("work").asText()).isEqualTo("s3://out/_batchwright/r1/");
          assertThat(line.path("function_name").asText()).isEqualTo("CheckSeams");
        });
    assertThat(lines)
        .anySatisfy(line -> {
          JsonNode metrics = line.path("_aws").path("CloudWatchMetrics").path(0);
          assertThat(metrics.path("Namespace").asText()).isEqualTo("Batchwright");
          assertThat(metrics.path("Dimensions").toString())
              .as("what infra/template.yaml's dashboard asks for")
              .isEqualTo("[[\"Service\",\"State\"]]");
          assertThat(line.path("Service").asText()).isEqualTo("batchwright");
          assertThat(line.path("State").asText()).isEqualTo("Check-seams");
          assertThat(line.path("SeamsToRedo").asInt()).isEqualTo(3);
          assertThat(line.path("Duration").asDouble()).isPositive();
        });
  }

  @Test
  void aFailureLeavesAsItIsSinceItsClassIsTheErrorsName() throws IOException {
    InputChangedException changed = new InputChangedException("s3://b/k changed; plan anew");
    assertThatThrownBy(() ->
            handle(
                INPUT,
                work -> {
                  throw changed;
                }))
        .isSameAs(changed);
    assertThat(lines())
        .anySatisfy(line -> {
          assertThat(line.path("level").asText()).isEqualTo("ERROR");
          assertThat(line.path("message").asText()).contains("s3://b/k changed; plan anew");
        });
  }

  @Test
  void metricsThatCannotBeWrittenDoNotUndoTheWork() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new StageFunction<>(
            "Check seams",
            WorkRef.class,
            work -> new Seams(0, "plan/redo-", 0),
            (seams, metrics) -> metrics.addDimension("Bad", "a value with spaces"))
        .handle(new ByteArrayInputStream(INPUT.getBytes()), output, new TestContext("CheckSeams"));
    assertThat(output.toString()).contains("\"redo\":0");
    assertThat(lines())
        .anySatisfy(line -> assertThat(line.path("level").asText()).isEqualTo("WARN"));
  }

  @Test
  void inputThatIsNoRequestIsRefusedAndNamesTheState() {
    assertThatThrownBy(
            () -> handle(INPUT.replace("}}", "},\"wrk\":1}"), work -> new Seams(0, "", 0)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("the input of state 'Check seams'")
        .hasMessageContaining("wrk");
  }

  @Test
  void aSnapshotIsPreparedWithoutCallingTheStage() {
    StageFunction<WorkRef, Seams> function =
        new StageFunction<>(
            "Check seams",
            WorkRef.class,
            work -> {
              throw new AssertionError("called");
            },
            (seams, metrics) -> {
              throw new AssertionError("measured");
            });
    function.beforeCheckpoint(null);
    assertThat(lines())
        .singleElement()
        .satisfies(line ->
            assertThat(line.path("message").asText())
                .isEqualTo("Check seams is ready for its snapshot"));
  }

  private String handle(String input, Function<WorkRef, Seams> stage) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new StageFunction<>(
            "Check seams",
            WorkRef.class,
            stage,
            (seams, metrics) -> metrics.addMetric("SeamsToRedo", seams.redo(), MetricUnit.COUNT))
        .handle(new ByteArrayInputStream(input.getBytes()), output, new TestContext("CheckSeams"));
    return output.toString();
  }

  private List<JsonNode> lines() {
    return Stream.of(printed.toString().split("\n"))
        .filter(line -> line.startsWith("{"))
        .map(this::parse)
        .toList();
  }

  private JsonNode parse(String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }
}
