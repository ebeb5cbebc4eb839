package dev.batchwright.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.job.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Random input in a store, what is in it, and what a run made of it.
final class Scenario {

  static final S3Location OUTPUT = S3Location.parse("s3://data/out/");

  private static final String[] NOTES = {
    "plain", "", "\"quoted, with comma\"", "\"two\nlines\"", "\"a \"\"word\"\"\"", "\"\n\"", "é😀",
  };

  final MemoryStorage storage = MemoryStorage.withBuckets(50, "data");
  final Map<String, long[]> totals = new TreeMap<>();
  int rows;
  int kept;
  int refused;

  /// @param objects how many objects, of which the second one is compressed
  /// @param rowsAnObject rows in each
  Scenario(long seed, int objects, int rowsAnObject) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < objects; i++) {
      StringBuilder text = new StringBuilder("id,key,amount,note\n");
      for (int row = 0; row < rowsAnObject; row++) {
        addRow(random, text, i * rowsAnObject + row);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      put("in/" + i + (i == 1 ? ".csv.gz" : ".csv"), i == 1 ? gzip(bytes) : bytes);
    }
    put("in/_hidden.csv", "not,for,us\n".getBytes(StandardCharsets.UTF_8));
    put("in/empty.csv", new byte[0]);
  }

  private void addRow(SplittableRandom random, StringBuilder text, int id) {
    String key = "k" + random.nextInt(7);
    int amount = random.nextInt(-20, 100);
    String note = NOTES[random.nextInt(NOTES.length)];
    rows++;
    if (random.nextInt(10) == 0) {
      text.append(id).append(',').append(key).append(",many,").append(note).append('\n');
      refused++;
      return;
    }
    text.append(id).append(',').append(key).append(',').append(amount).append(',').append(note);
    text.append(random.nextBoolean() ? "\n" : "\r\n");
    kept += amount >= 0 ? 1 : 0;
    long[] total = totals.computeIfAbsent(key, _ -> new long[2]);
    total[0]++;
    total[1] += amount;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(answer)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toByteArray();
  }

  void put(String key, byte[] bytes) {
    storage.put(new S3Location("data", key), bytes, 0, bytes.length);
  }

  static RunRequest request(Class<? extends Job> job, RunOptions options) {
    return new RunRequest(
        job.getName(), List.of("s3://data/in/*.csv*"), OUTPUT.uri(), Map.of(), options);
  }

  static RunOptions options(long chunkBytes, int partitions) {
    return new RunOptions(
        OptionalLong.of(chunkBytes),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalInt.of(partitions));
  }

  /// What a reader of the output prefix sees.
  List<S3Location> visible() {
    return storage.visible().stream()
        .filter(at -> at.key().startsWith("out/") && !at.key().startsWith("out/_batchwright/"))
        .toList();
  }

  /// All output objects in their order, each without its header.
  static String output(Storage storage, List<S3Location> visible) {
    StringBuilder text = new StringBuilder();
    for (S3Location at : visible) {
      if (at.key().contains("/part-")) {
        String part = new String(storage.get(at).orElseThrow(), StandardCharsets.UTF_8);
        text.append(part.substring(part.indexOf('\n') + 1));
      }
    }
    return text.toString();
  }

  String output() {
    return output(storage, visible());
  }

  /// The lines of a JSON Lines object.
  List<JsonNode> jsonLines(String uri) {
    List<JsonNode> answer = new ArrayList<>();
    String text =
        new String(storage.get(S3Location.parse(uri)).orElseThrow(), StandardCharsets.UTF_8);
    text.lines().forEach(line -> answer.add(Json.tree(line.getBytes(StandardCharsets.UTF_8))));
    return answer;
  }
}
