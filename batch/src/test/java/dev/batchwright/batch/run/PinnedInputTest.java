package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Runs over a list of pinned objects in place of patterns.
final class PinnedInputTest {

  private static final String LIST = "s3://data/lists/1.jsonl";

  private final Scenario scenario = new Scenario(3, 3, 40);

  private InputObject pinned(String key) {
    S3Location at = new S3Location("data", key);
    ObjectHead head = scenario.storage.head(at).orElseThrow();
    return new InputObject("data", key, head.etag(), Optional.empty(), head.sizeBytes());
  }

  private void list(List<InputObject> objects) {
    StringBuilder lines = new StringBuilder();
    for (InputObject object : objects) {
      lines.append(new String(Json.write(object), StandardCharsets.UTF_8)).append('\n');
    }
    scenario.put("lists/1.jsonl", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static RunRequest request(Optional<String> list) {
    return new RunRequest(
        TestJobs.Totals.class.getName(),
        List.of(),
        list,
        Scenario.OUTPUT.uri(),
        Map.of(),
        Scenario.options(300, 2));
  }

  private void run() {
    new StateMachine(scenario.storage, "m").run("run-1", request(Optional.of(LIST)));
  }

  @Test
  void aRunReadsWhatTheListNamesAndNothingElse() {
    list(List.of(pinned("in/0.csv"), pinned("in/1.csv.gz"), pinned("in/2.csv")));
    scenario.put("in/3.csv", "id,key,amount,note\n1,k1,5,new\n".getBytes(StandardCharsets.UTF_8));
    run();
    String byList = scenario.output();

    Scenario same = new Scenario(3, 3, 40);
    new StateMachine(same.storage, "m")
        .run("run-2", Scenario.request(TestJobs.Totals.class, Scenario.options(300, 2)));
    assertThat(byList).isNotEmpty().isEqualTo(same.output());
  }

  @Test
  void anObjectThatChangedSinceItWasListedIsAnErrorAndNotAnotherInput() {
    list(List.of(pinned("in/0.csv")));
    scenario.put("in/0.csv", "id,key,amount,note\n1,k1,5,new\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::run)
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining("s3://data/in/0.csv@");
    assertThat(scenario.visible()).isEmpty();
  }

  @Test
  void aListThatIsNotThereOrEmptyOrNamesTheOutputIsRefused() {
    assertThatThrownBy(this::run)
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("input list s3://data/lists/1.jsonl is not there");
    list(List.of());
    assertThatThrownBy(this::run)
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("is empty");
    list(List.of(new InputObject("data", "out/1.csv", "\"e\"", Optional.empty(), 3)));
    assertThatThrownBy(this::run)
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("lies under output s3://data/out/");
  }

  @Test
  void aRequestHasInputsOrAListOfThem() {
    assertThatThrownBy(() -> request(Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("the run names no input");
    assertThatThrownBy(() ->
            new RunRequest(
                "j",
                List.of("s3://b/k"),
                Optional.of(LIST),
                "s3://b/o",
                Map.of(),
                Scenario.options(1, 1)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("inputs and a list of them");
    RunRequest request = request(Optional.of(LIST));
    assertThat(Json.read(Json.write(request), RunRequest.class, "it")).isEqualTo(request);
    assertThat(request.differsFrom(request(Optional.of(LIST + "2"))))
        .hasValueSatisfying(it -> assertThat(it).contains("inputList"));
  }
}
