package dev.batchwright.simulation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.simulation.s3.Checksum;
import dev.batchwright.simulation.s3.MemoryStore;
import dev.batchwright.simulation.s3.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A random job over random data, from a seed.
public final class Scenario {

  public static final String INPUT = "input";
  public static final String OUTPUT = "output";

  private static final int MOST_CHUNKS = 40;

  private static final List<String> KEYS =
      List.of("k0", "k1", "k2", "K2", "k10", "é", "😀", "\uff5e", "a,b", "k\"q");

  private static final List<String> NOTES =
      List.of(
          "plain",
          "with, comma",
          "two\nlines",
          "a \"word\"",
          "\n",
          "\n7,k0,1,looks like a row\n",
          "\"",
          "é😀",
          "a longer note that makes its row longer than the others are, by a line or so");

  /// Most objects have S3's own; uploads in parts of older programs have one of the parts.
  private static final List<Checksum.Kind> CHECKSUMS =
      List.of(
          Checksum.Kind.CRC64NVME,
          Checksum.Kind.CRC64NVME,
          Checksum.Kind.CRC64NVME,
          Checksum.Kind.CRC32C,
          Checksum.Kind.CRC32,
          Checksum.Kind.COMPOSITE,
          Checksum.Kind.NONE);

  private final Task task;
  private final Map<String, String> labels = new TreeMap<>();
  private RunOptions options;
  private final boolean quarantines;
  private final SplittableRandom random;
  private final Map<String, DataObject> versions = new LinkedHashMap<>();
  private final List<String> keys = new ArrayList<>();
  private int rowsMade;

  private Scenario(SplittableRandom random) {
    this.random = random;
    boolean grouped = random.nextInt(3) > 0;
    Task.Shape shape =
        grouped
            ? Task.Shape.values()[1 + random.nextInt(Task.Shape.values().length - 1)]
            : Task.Shape.ROWS;
    quarantines = random.nextInt(3) == 0;
    task =
        new Task(
            shape,
            random.nextInt(4) == 0,
            random.nextInt(3) == 0,
            List.of("plain", "plain", "gzip", "zstd").get(random.nextInt(4)),
            random.nextBoolean() ? OptionalInt.of(random.nextInt(-20, 60)) : OptionalInt.empty(),
            random.nextInt(3) == 0,
            random.nextInt(4) == 0,
            quarantines && random.nextInt(4) > 0 ? 1_000 : random.nextInt(3),
            quarantines && random.nextInt(3) == 0
                ? Optional.of(pick(List.of("0", "1", "2", "10%", "50%")))
                : Optional.empty());
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        labels.put(key, "label " + random.nextInt(4));
      }
    }
    options =
        new RunOptions(
            random.nextInt(8) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(1L << random.nextInt(5, 12)),
            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 9)),
            random.nextInt(4) == 0
                ? OptionalDouble.of(random.nextInt(5, 70))
                : OptionalDouble.empty(),
            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 6)));
  }

  /// The scenario of a seed, its input in the store.
  public static Scenario of(SplittableRandom random, MemoryStore store) {
    Scenario scenario = new Scenario(random);
    store.bucket(INPUT).bucket(OUTPUT);
    int objects = random.nextInt(1, 5);
    for (int i = 0; i < objects; i++) {
      String suffix = List.of("", "", "", ".gz", ".zst").get(random.nextInt(5));
      String key =
          "data/%02d.%s%s".formatted(i, scenario.task.inputJson() ? "jsonl" : "csv", suffix);
      scenario.keys.add(key);
      scenario.write(store, key);
    }
    scenario.boundChunks(store);
    StringBuilder table = new StringBuilder("key,label\n");
    scenario.labels.forEach((key, label) ->
        table
            .append('"')
            .append(key.replace("\"", "\"\""))
            .append("\",")
            .append(label)
            .append('\n'));
    store.put(INPUT, "labels.csv", table.toString().getBytes(StandardCharsets.UTF_8));
    store.put(INPUT, "data/.hidden.csv", "not,for,us\n".getBytes(StandardCharsets.UTF_8));
    return scenario;
  }

  /// Some forty chunks are as good as hundreds.
  private void boundChunks(MemoryStore store) {
    long bytes =
        keys.stream().mapToLong(key -> store.find(INPUT, key).orElseThrow().bytes().length).sum();
    if (options.chunkBytes().isPresent()) {
      options =
          new RunOptions(
              OptionalLong.of(Math.max(options.chunkBytes().getAsLong(), bytes / MOST_CHUNKS)),
              options.maxConcurrency(),
              options.toleratedFailurePercentage(),
              options.partitions());
    }
  }

  /// Writes an input object with new content.
  public void overwrite(MemoryStore store, SplittableRandom choice) {
    write(store, keys.get(choice.nextInt(keys.size())));
  }

  /// Deletes an input object, if there is more than one: a run without input is refused, rightly.
  ///
  /// @return whether it did
  public boolean delete(MemoryStore store, SplittableRandom choice) {
    if (keys.size() > 1) {
      store.delete(INPUT, keys.get(choice.nextInt(1, keys.size())));
    }
    return keys.size() > 1;
  }

  private void write(MemoryStore store, String key) {
    int most = random.nextInt(6) == 0 ? 160 : 24;
    boolean first = key.equals(keys.getFirst()); // a run over nothing at all is refused, rightly
    int count = random.nextInt(8) == 0 && !first ? 0 : random.nextInt(first ? 1 : 0, most);
    List<DataRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row());
    }
    Rendering.Rendered text =
        task.inputJson() ? Rendering.jsonLines(random, rows) : Rendering.csv(random, rows);
    byte[] bytes =
        key.endsWith(".gz")
            ? Rendering.gzip(text.bytes())
            : key.endsWith(".zst") ? Rendering.zstd(text.bytes()) : text.bytes();
    Stored stored = store.put(INPUT, key, bytes, CHECKSUMS.get(random.nextInt(CHECKSUMS.size())));
    boolean compressed = bytes != text.bytes();
    versions.put(key + stored.etag(), new DataObject(key, rows, text.starts(), bytes, compressed));
  }

  private DataRow row() {
    Optional<String> key = random.nextInt(12) == 0 ? Optional.empty() : Optional.of(pick(KEYS));
    boolean bad = quarantines && random.nextInt(8) == 0;
    Optional<String> amount =
        bad && random.nextBoolean()
            ? Optional.of(DataRow.NO_NUMBER)
            : random.nextInt(9) == 0
                ? Optional.empty()
                : Optional.of(Integer.toString(random.nextInt(-30, 100)));
    Optional<String> note = random.nextInt(9) == 0 ? Optional.empty() : Optional.of(pick(NOTES));
    boolean broken = bad && amount.filter(DataRow.NO_NUMBER::equals).isEmpty();
    return new DataRow(rowsMade++, key, amount, note, broken);
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  /// What the run is asked.
  ///
  /// @param prefix the output prefix's key, with a slash at its end
  public RunRequest request(String prefix) {
    return new RunRequest(
        SimulatedJob.class.getName(),
        List.of("s3://" + INPUT + "/data/*"),
        "s3://" + OUTPUT + "/" + prefix,
        task.settings(),
        options);
  }

  /// Rows in the objects that are there now.
  public int rowsThere(MemoryStore store) {
    int rows = 0;
    for (String key : keys) {
      rows +=
          store
              .find(INPUT, key)
              .map(stored -> versions.get(key + stored.etag()))
              .map(object -> object.rows().size())
              .orElse(0);
    }
    return rows;
  }

  /// The share of chunks that may fail, of 100.
  public double tolerated() {
    return options.toleratedFailurePercentage().orElse(0);
  }

  /// The answer over the versions of the input that the run has pinned.
  ///
  /// @param chunks its plan
  /// @param without numbers of chunks that it goes without
  public Answer answer(List<PlannedChunk> chunks, Set<Integer> without) {
    Map<String, DataObject> objects = new LinkedHashMap<>();
    for (PlannedChunk chunk : chunks) {
      for (PlannedChunk.Segment segment : chunk.segments()) {
        String object = segment.object();
        DataObject version = versions.get(object);
        if (version == null) {
          throw new IllegalStateException(
              "the run has pinned " + object + ", which never was there");
        }
        objects.put(object, version);
      }
    }
    return new SequentialAnswer(task, labels).of(objects, chunks, without);
  }

  /// The rows of output objects, whose names are in order.
  public List<List<Optional<String>>> output(MemoryStore store, List<String> parts, Answer answer) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (String key : parts) {
      byte[] bytes = store.find(OUTPUT, key).orElseThrow().bytes();
      rows.addAll(OutputText.rows(key, bytes, answer.header()));
    }
    return rows;
  }

  /// The refused rows of a quarantine object, as an [Answer] names them.
  ///
  /// @param numbered whether with their numbers
  public List<String> refused(byte[] quarantine, boolean numbered) {
    List<String> refused = new ArrayList<>();
    for (String line : new String(quarantine, StandardCharsets.UTF_8).split("\n")) {
      if (!line.isEmpty()) {
        JsonNode row = Json.tree(line.getBytes(StandardCharsets.UTF_8));
        String object = row.path("object").asText();
        String key = object.substring(("s3://" + INPUT + "/").length(), object.lastIndexOf('@'));
        String number = numbered ? " row " + row.path("row").asLong() : "";
        refused.add(key + " byte " + row.path("startByte").asLong() + number);
      }
    }
    return refused;
  }

  @Override
  public String toString() {
    return task + " " + options + " over " + keys;
  }
}
