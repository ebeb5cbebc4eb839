package dev.batchwright.batch.transform;

import static dev.batchwright.job.Aggregates.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// For any CSV text and any chunking, the rows that are read are those of one sequential read, and
/// those are what the format's doc says.
class CsvChunkingTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<byte[]> PIECES =
      List.of(
          bytes("a"),
          bytes("bc"),
          bytes("longer text"),
          bytes(","),
          bytes(","),
          bytes("\""),
          bytes("\""),
          bytes("\"\""),
          bytes("\n"),
          bytes("\n"),
          bytes("\r\n"),
          bytes("\r"),
          bytes("é"),
          bytes("\u20ac"),
          bytes("😀"),
          bytes("\"x\",\"y,\n\"\"z\"\"\"\n"),
          bytes("1,2\n"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(Random random, boolean strayBytes) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (random.nextInt(8) == 0) {
      text.writeBytes(bytes("\uFEFF"));
    }
    for (int pieces = random.nextInt(24); pieces > 0; pieces--) {
      if (strayBytes && random.nextInt(30) == 0) {
        text.write(random.nextInt(256));
      } else {
        text.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toByteArray();
  }

  private static Job columns(String... names) {
    return settings -> Flow.read(Csv.withColumns(names)).write(JsonLines.lines());
  }

  private static JobTester tester(byte[] text, String... columns) {
    return JobTester.of(columns(columns)).input("input.csv", text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsWhatTheFormatSays(int columns) {
    String[] names = Arrays.copyOf(new String[] {"x", "y", "z"}, columns);
    for (int seed = 0; seed < 1_500; seed++) {
      byte[] text = text(new Random(seed), seed % 2 == 0);
      if (text.length > 1 && (text[0] & 0xFE) == 0xFE || text.length > 0 && text[0] == 0) {
        continue;
      }
      List<String> expected = new ArrayList<>();
      List<Long> refused = new ArrayList<>();
      for (CsvReference.ReferenceRow row : CsvReference.rows(text, columns)) {
        if (row.fields() == null) {
          refused.add(row.startByte());
        } else {
          expected.add(row.fields().toString());
        }
      }
      TestRun run = tester(text, names).run();
      assertThat(rows(run, names)).as("seed %d, %s", seed, show(text)).isEqualTo(expected);
      assertThat(run.refusals().stream().map(Refusal::startByte)).isEqualTo(refused);
      assertThat(run.counts().read()).isEqualTo(expected.size() + refused.size());
    }
  }

  /// Fields behind the last one that a job looks at are only counted, which must change nothing.
  @ParameterizedTest
  @ValueSource(strings = {"x", "y", "z"})
  void readsTheSameRowsWhicheverColumnsAreLookedAt(String column) {
    String[] names = {"x", "y", "z"};
    Job one = _ -> Flow.read(Csv.withColumns(names)).select(column).write(JsonLines.lines());
    Job none =
        _ ->
            Flow.read(Csv.withColumns(names)).groupBy().aggregate(count()).write(JsonLines.lines());
    for (int seed = 0; seed < 1_500; seed++) {
      byte[] text = text(new Random(seed), seed % 2 == 0);
      if (text.length > 1 && (text[0] & 0xFE) == 0xFE || text.length > 0 && text[0] == 0) {
        continue;
      }
      TestRun all = tester(text, names).run();
      TestRun some = JobTester.of(one).input("input.csv", text).run();
      assertThat(rows(some, column))
          .as("seed %d, %s", seed, show(text))
          .isEqualTo(rows(all, column));
      assertThat(some.refusals()).isEqualTo(all.refusals());
      TestRun counted = JobTester.of(none).input("input.csv", text).run();
      assertThat(counted.counts()).as("seed %d, %s", seed, show(text)).isEqualTo(all.counts());
      assertThat(counted.refusals()).isEqualTo(all.refusals());
    }
  }

  /// The job's own code says only when it runs which columns it looks at.
  @Test
  void aColumnThatIsAskedForLateIsFoundInTheCurrentRow() {
    Job job =
        _ ->
            Flow.read(Csv.withColumns("x", "y", "z"))
                .flatMap(
                    List.of("late"),
                    (row, out) ->
                        out.emit(row.text(row.text("x").equals("1") ? "x" : row.text("x"))))
                .write(JsonLines.lines());
    TestRun run = JobTester.of(job).input("1,b,c\ny,\"b,\"\"\",c\nz,b,\"c\nc\"\nx,,\n").run();
    assertThat(rows(run, "late")).containsExactly("[1]", "[b,\"]", "[c\nc]", "[x]");
  }

  private static List<String> rows(TestRun run, String... names) {
    return run.output()
        .lines()
        .map(line -> {
          List<String> values = new ArrayList<>();
          JsonNode node = parse(line);
          for (String name : names) {
            values.add(node.get(name).isNull() ? null : node.get(name).textValue());
          }
          return values.toString();
        })
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void readsTheSameRowsAtEverySplitPosition() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] text = text(new Random(seed), seed % 3 == 0);
      if (text.length > 1 && (text[0] & 0xFE) == 0xFE) {
        continue;
      }
      TestRun whole = tester(text, "x", "y").run();
      for (int cut = 1; cut < text.length; cut++) {
        assertSame(tester(text, "x", "y").cutAt(cut).run(), whole, seed + " at " + cut, text);
      }
    }
  }

  @Test
  void readsTheSameRowsInAnyChunks() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      byte[] text = text(random, false);
      TestRun whole = tester(text, "x", "y").run();
      TreeSet<Long> cuts = new TreeSet<>(List.of(0L));
      for (int i = random.nextInt(12); i >= 0; i--) {
        cuts.add((long) random.nextInt(text.length + 1));
      }
      long[] at = cuts.stream().mapToLong(it -> it).toArray();
      assertSame(tester(text, "x", "y").cutAt(at).run(), whole, "seed " + seed, text);
    }
  }

  @Test
  void readsTheHeaderOfEveryChunk() {
    String text = "\uFEFFname,\"the\nvalue\"\r\na,1\r\n\"b\nb\",2\r\n\r\nc,\"\"\r\n";
    Job job = settings -> Flow.read(Csv.withHeader()).select("the\nvalue", "name");
    TestRun whole = JobTester.of(job).input(text).run();
    assertThat(whole.output()).isEqualTo("\"the\nvalue\",name\n1,a\n2,\"b\nb\"\n\"\",c\n");
    for (int chunkBytes = 1; chunkBytes < bytes(text).length; chunkBytes++) {
      TestRun run = JobTester.of(job).input(text).chunkBytes(chunkBytes).run();
      assertSame(run, whole, "chunks of " + chunkBytes, bytes(text));
    }
  }

  private static void assertSame(TestRun run, TestRun whole, String what, byte[] text) {
    assertThat(run.output()).as("%s: %s", what, show(text)).isEqualTo(whole.output());
    assertThat(run.counts()).as("%s: %s", what, show(text)).isEqualTo(whole.counts());
    assertThat(run.refusals().stream().map(CsvChunkingTest::withoutNumber))
        .as("%s: %s", what, show(text))
        .isEqualTo(whole.refusals().stream().map(CsvChunkingTest::withoutNumber).toList());
  }

  /// A refusal says the row's number in its segment, which chunks change.
  private static Refusal withoutNumber(Refusal it) {
    return new Refusal(
        it.place(), it.startByte(), it.endByte(), 0, it.column(), it.reason(), it.text());
  }

  private static String show(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).replace("\n", "\\n").replace("\r", "\\r");
  }
}
