package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Expressions;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// JSON Lines are read as Jackson reads them, in any chunks.
class JsonLinesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "\"a\":",
          "\"b\":{\"c\":",
          "}",
          "[",
          "]",
          ",",
          ":",
          "1",
          "-0.50",
          "1e3",
          "\"x\"",
          "\"\\u00e9\\n\\\"\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0061\":",
          "true",
          "null",
          "\"d\":[1,{\"a\":2}]",
          " ",
          "01",
          "\"open",
          "\"é€😀\"");

  private static final List<String> ROWS =
      List.of(
          "{\"a\":1,\"b\":{\"c\":\"x\"}}",
          "{\"b\":{\"d\":1,\"c\":-0.50},\"a\":\"é\\n\"}",
          "{\"a\":null}",
          "{}",
          " {\"a\" : [1, 2, {\"a\":3}] , \"b\":{\"c\":{\"e\":1}}} ",
          "{\"a\":1,\"a\":2}",
          "{\"a\":\"1\",\"b\":2}");

  private static String line(Random random) {
    if (random.nextInt(3) > 0) {
      return ROWS.get(random.nextInt(ROWS.size()));
    }
    StringBuilder line = new StringBuilder(random.nextBoolean() ? "{" : "");
    for (int i = random.nextInt(7); i > 0; i--) {
      line.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return line.append(random.nextBoolean() ? "}" : "").toString();
  }

  private static final Job JOB =
      _ -> Flow.read(JsonLines.lines()).select("a", "b.c").write(JsonLines.lines());

  @Test
  void readsWhatJacksonReadsInAnyChunks() throws JsonProcessingException {
    int refusedRows = 0;
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      List<JsonNode> expected = new ArrayList<>();
      int refused = 0;
      for (int i = random.nextInt(6); i >= 0; i--) {
        String line = line(random);
        text.append(line).append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        JsonNode node = parse(line);
        if (node == null) {
          refused += line.isBlank() ? 0 : 1;
        } else {
          expected.add(node);
        }
      }
      TestRun run =
          JobTester.of(JOB)
              .input("x.jsonl", text.toString())
              .chunkBytes(random.nextInt(40) + 1)
              .run();
      List<String> lines = run.output().lines().toList();
      assertThat(lines).as("seed %d: %s", seed, text).hasSize(expected.size());
      for (int i = 0; i < lines.size(); i++) {
        JsonNode read = JSON.readTree(lines.get(i));
        assertThat(read.get("a").toString()).isEqualTo(text(expected.get(i).at("/a")));
        assertThat(read.get("b.c").toString()).isEqualTo(text(expected.get(i).at("/b/c")));
      }
      assertThat(run.refusals()).as("seed %d: %s", seed, text).hasSize(refused);
      refusedRows += refused;
    }
    assertThat(refusedRows).isGreaterThan(100);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "null" : node.toString();
  }

  private static JsonNode parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  @Test
  void keepsNumbersAsTheyAreWritten() {
    String text = "{\"a\":1.50,\"b\":{\"c\":12345678901234567890.10}}\n{\"a\":1e3}\n";
    TestRun run = JobTester.of(JOB).input("x.jsonl", text).run();
    assertThat(run.output())
        .isEqualTo("{\"a\":1.50,\"b.c\":12345678901234567890.10}\n{\"a\":1e3,\"b.c\":null}\n");
  }

  @Test
  void passesObjectsOnWithMembersMore() {
    Job job =
        _ ->
            Flow.read(JsonLines.lines())
                .where(Expressions.text("a").isPresent())
                .derive("twice", Expressions.decimal("a").times(Expressions.value(2)));
    TestRun run =
        JobTester.of(job).input("x.jsonl", "{\"z\":[1,2], \"a\":1.5}\n{}\n{\"a\":2 }").run();
    assertThat(run.output())
        .isEqualTo("{\"z\":[1,2], \"a\":1.5,\"twice\":3.0}\n{\"a\":2,\"twice\":4}\n");
  }

  @Test
  void givesJsonFromCsvAndBack() {
    Job toJson = _ -> Flow.read(Csv.withHeader()).write(JsonLines.lines());
    TestRun json = JobTester.of(toJson).input("a,b\n\"x\"\"\ty\",\n1,\"\"\n").run();
    assertThat(json.output())
        .isEqualTo("{\"a\":\"x\\\"\\ty\",\"b\":null}\n{\"a\":\"1\",\"b\":\"\"}\n");
    Job toCsv = _ -> Flow.read(JsonLines.lines()).select("a", "b").write(Csv.withHeader());
    TestRun csv = JobTester.of(toCsv).input("x.jsonl", json.output()).run();
    assertThat(csv.output()).isEqualTo("a,b\n\"x\"\"\ty\",\n1,\"\"\n");
  }
}
