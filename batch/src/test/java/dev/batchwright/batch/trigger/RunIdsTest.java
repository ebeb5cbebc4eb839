package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RunIdsTest {

  private static final RunRequest REQUEST =
      new RunRequest("j", List.of("s3://b/k"), "s3://b/o/", Map.of(), RunOptions.DEFAULT);

  private static InputObject object(String key, String etag, String version) {
    return new InputObject(
        "in", key, etag, version.isEmpty() ? Optional.empty() : Optional.of(version), 1);
  }

  @Test
  void idsReadAsWhatTheyStandFor() {
    Instant time = Instant.parse("2026-11-24T02:00:17Z");
    assertThat(RunIds.schedule("orders", time)).isEqualTo("orders-2026-11-24T0200Z");
    assertThat(RunIds.window("orders", time)).isEqualTo("orders-window-20261124T020017Z");
    assertThat(RunIds.backfill("orders", LocalDate.of(2026, 11, 24)))
        .isEqualTo("orders-2026-11-24");
    assertThat(RunIds.upload("orders", object("a/b/Shop 7 (final).csv", "\"e\"", "v1")))
        .isEqualTo("orders-Shop-7-final-csv-d6efcca0cc80cc89");
    assertThat(RunIds.upload("orders", object("a/日本/", "\"e\"", "v1")))
        .matches("orders-[0-9a-f]{16}");
  }

  @Test
  void whateverIsUploadedTheIdIsAllowedAndItsOwn() {
    SplittableRandom random = new SplittableRandom(20_261_124);
    String letters = "ab-_ ./()é日\u0000😀";
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String binding = "b".repeat(random.nextInt(1, JobBinding.MAX_NAME + 1));
      InputObject object =
          object(
              text(random, letters, 1 + random.nextInt(random.nextInt(4) == 0 ? 900 : 4)),
              text(random, "01", 1 + random.nextInt(3)),
              text(random, "01", random.nextInt(3)));
      String run = RunIds.upload(binding, object);
      assertThat(run).hasSizeLessThanOrEqualTo(RunIds.MAX_LENGTH).startsWith(binding + "-");
      assertThat(new PlanRequest(run, REQUEST).run()).isEqualTo(run);
      assertThat(RunIds.upload(binding, object)).isEqualTo(run);
      String what =
          binding
              + "|"
              + object.key()
              + "|"
              + object.versionId().map(it -> "version " + it).orElse("etag " + object.etag());
      assertThat(seen.putIfAbsent(run, what)).isIn(null, what);
    }
    assertThat(seen).hasSizeGreaterThan(10_000);
  }

  private static String text(SplittableRandom random, String letters, int length) {
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @Test
  void nearNamesDoNotMeet() {
    String upload = RunIds.upload("a", object("b-c", "\"e\"", "v"));
    assertThat(upload).isNotEqualTo(RunIds.upload("a-b", object("c", "\"e\"", "v")));
    assertThat(RunIds.upload("a", object("x/b-c", "\"e\"", "v"))).isNotEqualTo(upload);
    assertThat(RunIds.upload("a", object("b-c", "\"e\"", "v2"))).isNotEqualTo(upload);
    assertThat(RunIds.upload("a", object("b-c", "\"v\"", "")))
        .isNotEqualTo(RunIds.upload("a", object("b-c", "\"e\"", "")));
    Instant time = Instant.parse("2026-11-24T00:00:00Z");
    assertThat(RunIds.schedule("a", time))
        .isNotEqualTo(RunIds.backfill("a", LocalDate.of(2026, 11, 24)));
    assertThat(RunIds.window("a", time)).isNotEqualTo(RunIds.schedule("a-window", time));
  }
}
