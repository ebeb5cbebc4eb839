package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.Iteration.Transformation;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/// What becomes of children's results. Called on the Map Run's strand only.
sealed interface ChildResults {

  /// An attempt begins: the first, or a redrive. What succeeded before stays, nothing else does.
  ///
  /// @param redriveCount 0 for the first attempt
  /// @throws IOException when results could not be written
  void begin(int redriveCount) throws IOException;

  /// Takes a child that has ended.
  ///
  /// @param index the child's place in the Map Run
  void add(long index, Execution child, Ending ending) throws IOException;

  /// Whether it wants to know of children that will not be started.
  boolean takesPending();

  /// Takes the input of a child that is not started because the Map Run has failed.
  void addPending(JsonNode input) throws IOException;

  /// The Map's result, or empty when it would be larger than a payload may be.
  Optional<JsonNode> finish() throws IOException;

  /// What a child's result is made into. (AWS: "If a child workflow execution fails, Step Functions
  /// returns its execution result unchanged. The results would be equivalent to having set
  /// Transformation to NONE".)
  static JsonNode entry(Transformation transformation, Execution child, Ending ending) {
    return transformation == Transformation.NONE || ending.output().isEmpty()
        ? ChildEntry.of(child, ending)
        : ending.output().get();
  }

  /// Results in the Map's own result, in order of the items. Above the payload limit they are of no
  /// use to anybody, so that is where collecting stops.
  final class Collected implements ChildResults {

    private final Transformation transformation;
    private final TreeMap<Long, JsonNode> succeeded = new TreeMap<>();
    private final TreeMap<Long, JsonNode> failed = new TreeMap<>();
    private long sizeBytes;
    private boolean tooLarge;

    Collected(Transformation transformation) {
      this.transformation = transformation;
    }

    @Override
    public void begin(int redriveCount) {
      failed.clear();
      sizeBytes = succeeded.values().stream().mapToLong(it -> Json.sizeBytes(it) + 1).sum() + 1;
    }

    @Override
    public void add(long index, Execution child, Ending ending) {
      if (tooLarge) {
        return;
      }
      JsonNode entry = entry(transformation, child, ending);
      sizeBytes += Json.sizeBytes(entry) + 1;
      (ending.output().isPresent() ? succeeded : failed).put(index, entry);
      if (sizeBytes > Limits.MAX_PAYLOAD_BYTES) {
        tooLarge = true;
        succeeded.clear();
        failed.clear();
      }
    }

    @Override
    public boolean takesPending() {
      return false;
    }

    @Override
    public void addPending(JsonNode input) {}

    @Override
    public Optional<JsonNode> finish() {
      if (tooLarge) {
        return Optional.empty();
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode(succeeded.size() + failed.size());
      var all = new TreeMap<>(succeeded);
      all.putAll(failed);
      for (JsonNode entry : all.values()) {
        if (transformation == Transformation.FLATTEN && entry.isArray()) {
          entry.forEach(array::add);
        } else {
          array.add(entry);
        }
      }
      return Optional.of(array);
    }
  }

  /// Results as objects in S3, which no payload limit bounds.
  final class Written implements ChildResults {

    private final ResultFiles files;
    private final Transformation transformation;

    Written(ResultFiles files, Transformation transformation) {
      this.files = files;
      this.transformation = transformation;
    }

    @Override
    public void begin(int redriveCount) throws IOException {
      files.begin(redriveCount);
    }

    @Override
    public void add(long index, Execution child, Ending ending) throws IOException {
      ResultFiles.Group group =
          ending.output().isPresent() ? ResultFiles.Group.SUCCEEDED : ResultFiles.Group.FAILED;
      JsonNode entry = entry(transformation, child, ending);
      if (transformation == Transformation.FLATTEN && entry.isArray()) {
        for (JsonNode element : entry) {
          files.append(group, element);
        }
      } else {
        files.append(group, entry);
      }
    }

    @Override
    public boolean takesPending() {
      return true;
    }

    @Override
    public void addPending(JsonNode input) throws IOException {
      files.append(ResultFiles.Group.PENDING, ChildEntry.pending(input));
    }

    @Override
    public Optional<JsonNode> finish() throws IOException {
      return Optional.of(files.finish());
    }
  }
}
