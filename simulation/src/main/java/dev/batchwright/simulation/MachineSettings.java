package dev.batchwright.simulation;

import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Substitutions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the state machine is deployed: what infra/template.yaml fills in.
///
/// @param childType EXPRESS or STANDARD
/// @param functionSeconds the functions' timeout
/// @param stateSeconds the states' timeout
record MachineSettings(String childType, int functionSeconds, int stateSeconds) {

  private static final Map<MachineSettings, StateMachine> PARSED = new ConcurrentHashMap<>();

  /// statemachines/batch.asl.json, deployed with these settings.
  StateMachine machine() {
    return PARSED.computeIfAbsent(this, MachineSettings::parse);
  }

  private static StateMachine parse(MachineSettings settings) {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("PlanChunksArn", "PlanChunks"),
            Map.entry("MapChunkArn", "MapChunk"),
            Map.entry("CheckSeamsArn", "CheckSeams"),
            Map.entry("PlanPartitionsArn", "PlanPartitions"),
            Map.entry("ReducePartitionArn", "ReducePartition"),
            Map.entry("PublishArn", "Publish"),
            Map.entry("ReportFailureArn", "ReportFailure"),
            Map.entry("DeadLetterQueueUrl", "https://sqs.invalid/letters"),
            Map.entry("ChildExecutionType", settings.childType()),
            Map.entry("StageTimeoutSeconds", Integer.toString(settings.stateSeconds())),
            Map.entry("ItemTimeoutSeconds", Integer.toString(settings.stateSeconds())));
    try {
      String text = Files.readString(file());
      return StateMachine.parse(Substitutions.apply(text, values).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidDefinitionException e) {
      throw new IllegalStateException("the state machine cannot be read", e);
    }
  }

  private static Path file() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      Path file = at.resolve("statemachines/batch.asl.json");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no statemachines/batch.asl.json above " + here);
  }
}
