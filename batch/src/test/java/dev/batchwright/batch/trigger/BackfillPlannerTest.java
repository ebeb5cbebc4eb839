package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BackfillPlannerTest {

  private static final String SETTINGS =
      """
      {"bindings": {
        "orders": {"job": "sort", "output": "s3://{data}/out/{date}/",
          "inputs": ["s3://{data}/in/{date}/*"]},
        "fixed": {"job": "sort", "output": "s3://{data}/out/", "inputs": ["s3://{data}/in/*"]},
        "pinned": {"job": "sort", "output": "s3://{data}/p/{run}/", "uploads": {"prefix": ""}}
      }}
      """;

  private final MemoryStorage store = MemoryStorage.withBuckets(10, "data");
  private final BackfillPlanner planner =
      new BackfillPlanner(
          Bindings.read(SETTINGS.getBytes(StandardCharsets.UTF_8), "it"),
          new Buckets("data", "incoming"),
          store);

  private PlannedBackfill plan(String binding, String from, String to) {
    return planner.plan(
        new PlanBackfillRequest(
            "b-1",
            new BackfillRequest(
                binding, LocalDate.parse(from), LocalDate.parse(to), OptionalInt.empty())));
  }

  @Test
  void everyDateIsARunAndWhatIsPublishedIsSkipped() {
    store.put(new S3Location("data", "out/2026-03-01/_SUCCESS"), new byte[0], 0, 0);
    PlannedBackfill planned = plan("orders", "2026-02-27", "2026-03-02");
    assertThat(planned.dates()).isEqualTo(4);
    assertThat(planned.left()).isEqualTo(3);
    assertThat(planned.skipped()).containsExactly(LocalDate.of(2026, 3, 1));
    assertThat(planned.atMost()).isEqualTo(BackfillRequest.AT_MOST);
    JsonNode items = Json.tree(store.get(planned.items()).orElseThrow());
    assertThat(items.findValuesAsText("date"))
        .containsExactly("2026-02-27", "2026-02-28", "2026-03-02");
    JsonNode last = items.get(2);
    assertThat(last.path("run").asText()).isEqualTo("orders-2026-03-02");
    assertThat(last.path("again").asText()).matches("orders-2026-03-02-[0-9a-f]{8}");
    assertThat(last.at("/request/output").asText()).isEqualTo("s3://data/out/2026-03-02/");
    assertThat(last.at("/request/inputs/0").asText()).isEqualTo("s3://data/in/2026-03-02/*");
  }

  @Test
  void whatCannotRunByDateIsRefused() {
    assertRefused("order", "2026-01-01", "2026-01-02", "did you mean 'orders'?");
    assertRefused("fixed", "2026-01-01", "2026-01-02", "is the same for every date");
    assertRefused("pinned", "2026-01-01", "2026-01-02", "cannot run for a date");
    assertRefused("orders", "2026-01-02", "2026-01-01", "expected two dates");
    assertRefused("orders", "2020-01-01", "2021-05-15", "expected at most 500 dates");
    assertThat(plan("orders", "2020-01-01", "2021-05-14").dates()).isEqualTo(500);
    assertThatThrownBy(() ->
            new BackfillRequest("orders", LocalDate.EPOCH, LocalDate.EPOCH, OptionalInt.of(0)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("atMost is 0, expected 1 to 500");
  }

  private void assertRefused(String binding, String from, String to, String said) {
    assertThatThrownBy(() -> plan(binding, from, to))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(said);
  }
}
