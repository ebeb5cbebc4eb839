package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration.Transformation;
import dev.batchwright.states.port.ItemStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// The objects a ResultWriter makes: `SUCCEEDED_n` and `FAILED_n` files below the prefix and the
/// Map Run's id, and a `manifest.json` that lists them.
final class ResultFiles {

  /// A file is closed at this size, which bounds what is held in memory.
  private static final int MAX_FILE_BYTES = 4 << 20;

  private enum Group {
    SUCCEEDED,
    FAILED
  }

  /// The file of a group that is being filled, and the list of those that are written.
  private static final class Open {
    private final StringBuilder text = new StringBuilder();
    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();
  }

  private final ItemStore store;
  private final String bucket;
  private final String folder;
  private final String mapRunArn;
  private final Transformation transformation;
  private final boolean jsonLines;
  private final Map<Group, Open> groups = new EnumMap<>(Group.class);

  ResultFiles(
      ItemStore store,
      String bucket,
      String prefix,
      String mapRunArn,
      Transformation transformation,
      boolean jsonLines) {
    this.store = store;
    this.bucket = bucket;
    String id = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
    String base = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    this.folder = base + id + "/";
    this.mapRunArn = mapRunArn;
    this.transformation = transformation;
    this.jsonLines = jsonLines;
    for (Group group : Group.values()) {
      groups.put(group, new Open());
    }
  }

  void add(Execution child, Ending ending) throws IOException {
    Group group = ending.status() == ExecutionStatus.SUCCEEDED ? Group.SUCCEEDED : Group.FAILED;
    boolean whole = transformation == Transformation.NONE || ending.output().isEmpty();
    JsonNode entry = whole ? described(child, ending) : ending.output().orElseThrow();
    if (!whole && transformation == Transformation.FLATTEN && entry.isArray()) {
      for (JsonNode element : entry) {
        append(group, element);
      }
    } else {
      append(group, entry);
    }
  }

  private void append(Group group, JsonNode entry) throws IOException {
    Open open = open(group);
    if (!open.text.isEmpty()) {
      open.text.append(jsonLines ? '\n' : ',');
    }
    open.text.append(entry);
    if (open.text.length() >= MAX_FILE_BYTES) {
      write(group, open);
    }
  }

  private Open open(Group group) {
    return java.util.Objects.requireNonNull(groups.get(group));
  }

  private void write(Group group, Open open) throws IOException {
    if (open.text.isEmpty()) {
      return;
    }
    String text = jsonLines ? open.text + "\n" : "[" + open.text + "]";
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    String key = folder + group + "_" + open.written.size() + (jsonLines ? ".jsonl" : ".json");
    store.put(bucket, key, content);
    open.written.addObject().put("Key", key).put("Size", content.length);
    open.text.setLength(0);
  }

  /// Writes what is left and the manifest, and says where it is.
  JsonNode finish() throws IOException {
    ObjectNode manifest =
        JsonNodeFactory.instance
            .objectNode()
            .put("DestinationBucket", bucket)
            .put("MapRunArn", mapRunArn);
    ObjectNode files = manifest.putObject("ResultFiles");
    for (Group group : Group.values()) {
      write(group, open(group));
      files.set(group.name(), open(group).written);
    }
    files.putArray("PENDING");
    String key = folder + "manifest.json";
    store.put(bucket, key, manifest.toString().getBytes(StandardCharsets.UTF_8));
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("MapRunArn", mapRunArn);
    result.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
    return result;
  }

  private static ObjectNode described(Execution child, Ending ending) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    ending.cause().ifPresent(it -> entry.put("Cause", it));
    ending.error().ifPresent(it -> entry.put("Error", it));
    entry.put("ExecutionArn", child.arn());
    entry.put("Input", child.input().toString());
    entry.putObject("InputDetails").put("Included", true);
    entry.put("Name", child.name());
    ending
        .output()
        .ifPresent(it -> {
          entry.put("Output", it.toString());
          entry.putObject("OutputDetails").put("Included", true);
        });
    entry.put("RedriveCount", 0);
    entry.put("StartDate", ContextObject.text(child.startDate()));
    entry.put("StateMachineArn", child.machine().arn());
    entry.put("Status", ending.status().name());
    entry.put("StopDate", ContextObject.text(ending.stopDate()));
    return entry;
  }
}
