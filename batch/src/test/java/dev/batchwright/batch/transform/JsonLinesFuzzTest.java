package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.TestRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whatever the bytes and wherever chunks are cut: the rows of JSON Lines are those that Jackson
/// finds, at the same bytes, or the run fails and says where.
class JsonLinesFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Job JOB =
      _ -> Flow.read(JsonLines.lines()).select("a", "b.c").write(JsonLines.lines());

  /// @param data how large the chunks, and the object
  @FuzzTest
  void rowsAreThoseOfJackson(byte[] data) throws IOException {
    if (data.length < 1) {
      return;
    }
    byte[] content = FuzzedRun.content(data, 1);
    TestRun run = FuzzedRun.of(JOB, "x.jsonl", content, data[0] & 0xFF).orElse(null);
    if (run == null || FuzzedRun.isMarkedAsOther(content)) {
      assertThat(run == null).isEqualTo(FuzzedRun.isMarkedAsOther(content));
      return;
    }
    List<String> expected = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    for (JsonReference.ReferenceRow row : JsonReference.rows(content, "a", "b.c")) {
      if (row.values() == null) {
        refused.add(row.startByte());
      } else {
        expected.add(row.values().toString());
      }
    }
    assertThat(rows(run)).isEqualTo(expected);
    assertThat(run.refusals().stream().map(Refusal::startByte)).isEqualTo(refused);
  }

  private static List<String> rows(TestRun run) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : run.output().split("\n")) {
      if (!line.isEmpty()) {
        JsonNode node = JSON.readTree(line);
        rows.add(List.of(node.get("a"), node.get("b.c")).toString());
      }
    }
    return rows;
  }
}
