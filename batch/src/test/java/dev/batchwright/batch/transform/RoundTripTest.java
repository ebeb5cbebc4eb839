package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.JsonLines;
import dev.batchwright.job.testkit.JobTester;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written as CSV reads back as it was: every text, and every missing value.
class RoundTripTest {

  private static final List<String> PIECES =
      List.of("a", "\"", ",", ";", "\n", "\r", "\r\n", "NA", "", "é", " ", "\t", "'", "0.5", "\\");

  private static String rows(Random random, String... columns) throws JsonProcessingException {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Map<String, String> row = new LinkedHashMap<>();
      for (String column : columns) {
        StringBuilder value = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
          value.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        row.put(column, random.nextInt(5) == 0 ? null : value.toString());
      }
      text.append(new ObjectMapper().writeValueAsString(row)).append('\n');
    }
    return text.toString();
  }

  @Test
  void throughAnyCsv() throws JsonProcessingException {
    List<Csv> formats =
        List.of(
            Csv.withHeader(),
            Csv.withHeader().delimiter(';').missing("NA", ""),
            Csv.withHeader().delimiter('\t').quote('\''),
            Csv.withHeader().missing("NA"));
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Csv csv = formats.get(seed % formats.size());
      String[] columns = Arrays.copyOf(new String[] {"x", "y\n,;", "z"}, 1 + random.nextInt(3));
      String json = rows(random, columns);
      Job write = _ -> Flow.read(JsonLines.lines()).select(columns).write(csv);
      Job read = _ -> Flow.read(csv).write(JsonLines.lines());

      byte[] written = JobTester.of(write).input("x.jsonl", json).run().bytes();
      String back =
          JobTester.of(read)
              .input("x.csv", written)
              .chunkBytes(1 + random.nextInt(30))
              .run()
              .output();

      assertThat(back).as("seed %d", seed).isEqualTo(json);
    }
  }
}
