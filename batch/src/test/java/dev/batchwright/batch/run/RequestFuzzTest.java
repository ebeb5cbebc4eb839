package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Whatever state `Plan chunks` is given, job, settings and options included: the run is planned,
/// or refused before anything was written.
class RequestFuzzTest {

  private static final Map<String, String> INPUT =
      Map.of(
          "in/a.csv", "id,key,amount,day\n1,k,2.5,2026-11-24\n2,k,3,2026-11-25\n",
          "in/b/c.csv", "id,key,amount,day\n3,l,4,2026-11-26\n",
          "in/d.jsonl", "{\"id\":1,\"key\":\"k\"}\n");

  @FuzzTest
  void anyRequestIsPlannedOrRefused(byte[] data) {
    MemoryStorage storage = MemoryStorage.withBuckets(50, "data");
    INPUT.forEach((key, text) -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      storage.put(new S3Location("data", key), bytes, 0, bytes.length);
    });
    List<S3Location> before = storage.visible();
    try {
      PlanRequest request = Json.read(data, PlanRequest.class, "the input");
      Planned planned = new StateMachine(storage, "fuzz").plan(request.run(), request.request());
      assertThat(planned.chunks()).isPositive();
      assertThat(storage.visible()).containsAll(before);
    } catch (BatchException e) {
      assertThat(e.getMessage())
          .isNotBlank()
          .doesNotContain("fasterxml", "Cannot construct", "Cannot deserialize", "null pointer");
      assertThat(storage.visible()).isEqualTo(before);
    }
  }
}
