package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.TestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whatever the bytes and wherever chunks are cut: the rows of CSV are those that [CsvReference]
/// finds, at the same bytes, or the run fails and says where.
class CsvFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] NAMES = {"x", "y", "z"};

  /// @param data how many columns, how large the chunks, and the object
  @FuzzTest
  void rowsAreThoseOfTheReference(byte[] data) throws JsonProcessingException {
    if (data.length < 2) {
      return;
    }
    String[] names = Arrays.copyOf(NAMES, 1 + (data[0] & 0xFF) % NAMES.length);
    byte[] content = FuzzedRun.content(data, 2);
    Job job = _ -> Flow.read(Csv.withColumns(names)).write(JsonLines.lines());
    TestRun run = FuzzedRun.of(job, "x.csv", content, data[1] & 0xFF).orElse(null);
    if (run == null || FuzzedRun.isMarkedAsOther(content)) {
      assertThat(run == null).isEqualTo(FuzzedRun.isMarkedAsOther(content));
      return;
    }
    List<List<@Nullable String>> expected = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    for (CsvReference.ReferenceRow row : CsvReference.rows(content, names.length)) {
      if (row.fields() == null) {
        refused.add(row.startByte());
      } else {
        expected.add(row.fields());
      }
    }
    assertThat(rows(run, names)).isEqualTo(expected);
    assertThat(run.refusals().stream().map(Refusal::startByte)).isEqualTo(refused);
  }

  /// The header comes from the object as well: it is used, or refused with its place.
  ///
  /// @param data how large the chunks, and the object
  @FuzzTest
  void chunksDoNotChangeWhatIsReadBehindAHeader(byte[] data) {
    if (data.length < 1) {
      return;
    }
    byte[] content = FuzzedRun.content(data, 1);
    Job job = _ -> Flow.read(Csv.withHeader()).write(JsonLines.lines());
    TestRun whole = FuzzedRun.of(job, "x.csv", content, 0).orElse(null);
    TestRun chunked = FuzzedRun.of(job, "x.csv", content, Math.max(1, data[0] & 0xFF)).orElse(null);
    assertThat(chunked == null).isEqualTo(whole == null);
    if (whole != null && chunked != null) {
      assertThat(chunked.output()).isEqualTo(whole.output());
      assertThat(chunked.counts()).isEqualTo(whole.counts());
    }
  }

  private static List<List<@Nullable String>> rows(TestRun run, String[] names)
      throws JsonProcessingException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String line : run.output().split("\n")) {
      if (!line.isEmpty()) {
        JsonNode node = JSON.readTree(line);
        List<@Nullable String> row = new ArrayList<>();
        for (String name : names) {
          row.add(node.get(name).textValue());
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
