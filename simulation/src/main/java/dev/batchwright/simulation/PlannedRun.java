package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.simulation.s3.MemoryStore;
import dev.batchwright.simulation.scenario.PlannedChunk;
import dev.batchwright.simulation.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A run's plan and decision, read from the store and not through the code under test.
///
/// @param store where it is
/// @param work the run's work prefix
record PlannedRun(MemoryStore store, String work) {

  /// An object of the run, by its name below the work prefix.
  Optional<JsonNode> json(String name) {
    return at(work + name);
  }

  /// An object of the output bucket.
  Optional<JsonNode> at(String key) {
    return store.find(Scenario.OUTPUT, key).map(stored -> Json.tree(stored.bytes()));
  }

  /// The plan's chunks, in order.
  List<PlannedChunk> chunks() {
    String list = json("plan.json").orElseThrow().path("chunkList").path("key").asText();
    List<PlannedChunk> chunks = new ArrayList<>();
    byte[] lines = store.find(Scenario.OUTPUT, list).orElseThrow().bytes();
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
      if (!line.isEmpty()) {
        chunks.add(chunk(Json.tree(line.getBytes(StandardCharsets.UTF_8))));
      }
    }
    return chunks;
  }

  private static PlannedChunk chunk(JsonNode chunk) {
    List<PlannedChunk.Segment> segments = new ArrayList<>();
    for (JsonNode segment : chunk.path("segments")) {
      JsonNode object = segment.path("object");
      segments.add(
          new PlannedChunk.Segment(
              object.path("key").asText() + object.path("etag").asText(),
              segment.path("startByte").asLong(),
              segment.path("endByte").asLong()));
    }
    return new PlannedChunk(chunk.path("number").asInt(), segments);
  }

  /// Numbers of the chunks that the output goes without, as it was decided.
  Set<Integer> without() {
    Set<Integer> without = new TreeSet<>();
    json("publish/decision.json")
        .ifPresent(it -> it.path("without").forEach(number -> without.add(number.asInt())));
    return without;
  }

  /// Numbers of the chunks behind one that is left out, in the same object of a format whose rows
  /// may hold line breaks: only the one before would say where their rows start.
  Set<Integer> unconfirmed() {
    Set<Integer> unconfirmed = new TreeSet<>();
    if (!json("plan.json").orElseThrow().path("seams").asBoolean()) {
      return unconfirmed;
    }
    Set<Integer> without = without();
    Set<String> gaps = new TreeSet<>();
    for (PlannedChunk chunk : chunks()) {
      PlannedChunk.Segment first = chunk.segments().getFirst();
      if (first.startByte() > 0 && gaps.contains(first.object())) {
        unconfirmed.add(chunk.number());
      }
      if (without.contains(chunk.number())) {
        gaps.add(chunk.segments().getLast().object());
      }
    }
    return unconfirmed;
  }
}
