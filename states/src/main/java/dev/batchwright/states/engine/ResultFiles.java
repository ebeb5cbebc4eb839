package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.ItemStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The objects a ResultWriter makes: `SUCCEEDED_n`, `FAILED_n` and `PENDING_n` files below the
/// prefix and the Map Run's id, and a `manifest.json` that lists them. A redrive writes into a
/// folder of its own beside them, `Redrive-1` and so on, and its manifest lists what succeeded in
/// earlier attempts as well.
final class ResultFiles {

  /// What happened to the children in a file; in the manifest's order.
  enum Group {
    FAILED,
    PENDING,
    SUCCEEDED
  }

  /// Where and how results are written.
  ///
  /// @param prefix with or without a slash at its end
  /// @param maxFileBytes from where on another file is begun
  record Target(
      ItemStore store, String bucket, String prefix, boolean jsonLines, long maxFileBytes) {}

  /// Largest file. (AWS: "If a file size exceeds 5 GB, Step Functions creates another file".)
  static final long MAX_FILE_BYTES = 5L << 30;

  private final Target target;
  private final String mapRunArn;
  private final String runFolder;
  private final Map<Group, ArrayNode> written = new EnumMap<>(Group.class);
  private final Map<Group, ResultFile> open = new EnumMap<>(Group.class);
  private final Map<Group, Integer> next = new EnumMap<>(Group.class);
  private String folder = "";

  ResultFiles(Target target, String mapRunArn) {
    this.target = target;
    this.mapRunArn = mapRunArn;
    String prefix = target.prefix;
    String base = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    this.runFolder = base + mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1) + "/";
    for (Group group : Group.values()) {
      written.put(group, JsonNodeFactory.instance.arrayNode());
    }
  }

  /// Begins an attempt. Finds out, where the store can tell beforehand, that nothing can be
  /// written.
  void begin(int redriveCount) throws IOException {
    if (target.bucket.isEmpty()) {
      throw new IOException("the ResultWriter's Bucket is empty, expected the name of a bucket");
    }
    folder = redriveCount == 0 ? runFolder : runFolder + "Redrive-" + redriveCount + "/";
    open.values().forEach(ResultFile::abort);
    open.clear();
    next.clear();
    written.put(Group.FAILED, JsonNodeFactory.instance.arrayNode());
    written.put(Group.PENDING, JsonNodeFactory.instance.arrayNode());
    target.store.upload(target.bucket, manifestKey()).abort();
  }

  void append(Group group, JsonNode entry) throws IOException {
    ResultFile file = open.get(group);
    if (file == null) {
      int number = next.merge(group, 1, Integer::sum) - 1;
      String key = folder + group + "_" + number + (target.jsonLines ? ".jsonl" : ".json");
      file = new ResultFile(target.store.upload(target.bucket, key), key, target.jsonLines);
      open.put(group, file);
    }
    file.append(entry);
    if (file.sizeBytes() >= target.maxFileBytes) {
      complete(group);
    }
  }

  private void complete(Group group) throws IOException {
    Optional<ResultFile> file = Optional.ofNullable(open.remove(group));
    if (file.isPresent()) {
      file.get().complete();
      listed(group).addObject().put("Key", file.get().key()).put("Size", file.get().sizeBytes());
    }
  }

  private ArrayNode listed(Group group) {
    return written.computeIfAbsent(group, _ -> JsonNodeFactory.instance.arrayNode());
  }

  private String manifestKey() {
    return folder + "manifest.json";
  }

  /// Writes what is left and the manifest, and says where it is.
  JsonNode finish() throws IOException {
    ObjectNode manifest =
        JsonNodeFactory.instance
            .objectNode()
            .put("DestinationBucket", target.bucket)
            .put("MapRunArn", mapRunArn);
    ObjectNode files = manifest.putObject("ResultFiles");
    for (Group group : Group.values()) {
      complete(group);
      files.set(group.name(), listed(group));
    }
    byte[] content = manifest.toString().getBytes(StandardCharsets.UTF_8);
    target.store.put(target.bucket, manifestKey(), content);
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("MapRunArn", mapRunArn);
    result.putObject("ResultWriterDetails").put("Bucket", target.bucket).put("Key", manifestKey());
    return result;
  }
}
