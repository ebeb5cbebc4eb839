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
/// @param functionSeconds the workers' timeout
/// @param stateSeconds the timeout of their states; below the other, functions go on as zombies
record MachineSettings(String childType, int functionSeconds, int stateSeconds) {

  private static final int STAGE_SECONDS = 900;

  private static final Map<MachineSettings, StateMachine> PARSED = new ConcurrentHashMap<>();

  /// The timeout of a function.
  int secondsOf(String function) {
    return function.equals("MapChunk") || function.equals("ReducePartition")
        ? functionSeconds
        : STAGE_SECONDS;
  }

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
            Map.entry("StageTimeoutSeconds", "920"),
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
