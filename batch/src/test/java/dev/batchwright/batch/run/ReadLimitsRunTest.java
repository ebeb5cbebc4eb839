package dev.batchwright.batch.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// The limits of what is read are options of a run, and come to its workers.
class ReadLimitsRunTest {

  private static final String LONG = "x".repeat(2_000);

  private final MemoryStorage storage = MemoryStorage.withBuckets(50, "data");

  private void put(String key, byte[] bytes) {
    storage.put(new S3Location("data", key), bytes, 0, bytes.length);
  }

  private static RunRequest request(OptionalLong rowBytes, OptionalLong decodedBytes) {
    return new RunRequest(
        "convert",
        List.of("s3://data/in/"),
        "s3://data/out/",
        Map.of("tolerate", "1"),
        RunOptions.DEFAULT.reading(rowBytes, decodedBytes));
  }

  @Test
  void aRunRefusesRowsThatAreLongerThanItSays() {
    put("in/a.csv", ("x\n" + LONG + "\nshort\n").getBytes(UTF_8));
    RunRequest asked = request(OptionalLong.of(1_024), OptionalLong.empty());
    StateMachine machine = new StateMachine(storage, "m");
    assertThat(machine.run("run-1", asked).rowsQuarantined()).isEqualTo(1);
    assertThatThrownBy(
            () -> machine.plan("run-1", request(OptionalLong.empty(), OptionalLong.empty())))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("maxRowBytes is not set, was 1024");
  }

  @Test
  void aRunFailsOfAnObjectThatUnpacksIntoMoreThanItSays() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(("x\n" + "0\n".repeat(100_000)).getBytes(UTF_8));
    }
    put("in/a.csv.gz", packed.toByteArray());
    StateMachine machine = new StateMachine(storage, "m");
    assertThatThrownBy(
            () -> machine.run("run-1", request(OptionalLong.empty(), OptionalLong.of(200_001))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("s3://data/in/a.csv.gz@")
        .hasMessageContaining("limit of 200001 bytes (option maxDecodedBytes)");
  }

  @Test
  void limitsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> request(OptionalLong.of(1_023), OptionalLong.empty()))
        .hasMessageContaining("option maxRowBytes is 1023, expected 1024 to 33554432");
    assertThatThrownBy(() -> request(OptionalLong.of((32 << 20) + 1), OptionalLong.empty()))
        .hasMessageContaining("option maxRowBytes is 33554433");
    assertThatThrownBy(() -> request(OptionalLong.empty(), OptionalLong.of(0)))
        .hasMessageContaining("option maxDecodedBytes is 0, expected 1 or more");
  }
}
