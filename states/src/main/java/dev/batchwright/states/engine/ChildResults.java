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

  /// Takes a child that has ended.
  ///
  /// @param index the child's place in the Map Run
  void add(long index, Execution child, Ending ending) throws IOException;

  /// The Map's result, or empty when it would be larger than a payload may be.
  Optional<JsonNode> finish(boolean succeeded) throws IOException;

  /// The outputs of the children that succeeded, in order of their items. Above the payload limit
  /// they are of no use to anybody, so that is where collecting stops.
  final class Collected implements ChildResults {

    private final Transformation transformation;
    private final TreeMap<Long, JsonNode> outputs = new TreeMap<>();
    private long sizeBytes = 2;
    private boolean tooLarge;

    Collected(Transformation transformation) {
      this.transformation = transformation;
    }

    @Override
    public void add(long index, Execution child, Ending ending) {
      if (tooLarge || ending.output().isEmpty()) {
        return;
      }
      JsonNode output = ending.output().get();
      sizeBytes += Json.sizeBytes(output) + (outputs.isEmpty() ? 0 : 1);
      outputs.put(index, output);
      if (sizeBytes > Limits.MAX_PAYLOAD_BYTES) {
        tooLarge = true;
        outputs.clear();
      }
    }

    @Override
    public Optional<JsonNode> finish(boolean succeeded) {
      if (tooLarge) {
        return Optional.empty();
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode(outputs.size());
      for (JsonNode output : outputs.values()) {
        if (transformation == Transformation.FLATTEN && output.isArray()) {
          output.forEach(array::add);
        } else {
          array.add(output);
        }
      }
      return Optional.of(array);
    }
  }

  /// Results as objects in S3.
  final class Written implements ChildResults {

    private final ResultFiles files;

    Written(ResultFiles files) {
      this.files = files;
    }

    @Override
    public void add(long index, Execution child, Ending ending) throws IOException {
      files.add(child, ending);
    }

    @Override
    public Optional<JsonNode> finish(boolean succeeded) throws IOException {
      return Optional.of(files.finish());
    }
  }
}
