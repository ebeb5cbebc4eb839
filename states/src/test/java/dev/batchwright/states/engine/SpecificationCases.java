package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The specification suite, `spec/*.json`: arrays of cases, each with
///
/// - `id` and `says`, the sentence of the public specification or documentation that it stands for;
///   where that sentence starts with "Recorded:", an execution on the service is the source
/// - `definition`, an object or the text of one, and `type` when that is not STANDARD
/// - either `problems`, the places of all that is wrong with the definition (or `{path, says}`)
/// - or a run of it: `input`; `tasks`, for each state the answers it gets ([ScriptedTasks]);
///   `objects` in S3 before; and what to `expect`: `output` or `error` and `cause` (a part of it),
///   `status`, `seconds` it took, all `events` as `previousId type`, `details` of the events named
///   by id (the members named), the arguments of all `calls` to tasks or their number, and
///   `objects` in S3 after ([SpecificationObjects]); `redrives` is how often the execution is
///   redriven before that
public final class SpecificationCases {

  private static final Map<String, List<JsonNode>> FILES = read();

  private SpecificationCases() {}

  /// The cases by file, in order. Read once; nobody may change them.
  static Map<String, List<JsonNode>> files() {
    return FILES;
  }

  private static Map<String, List<JsonNode>> read() {
    try {
      return readFiles();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("spec/*.json cannot be read", e);
    }
  }

  /// From the folder, or from the jar that other modules' tests have it by.
  private static Map<String, List<JsonNode>> readFiles() throws IOException, URISyntaxException {
    URI folder = SpecificationCases.class.getResource("/spec").toURI();
    if (folder.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return readFolder(jar.getPath("/spec"));
      }
    }
    return readFolder(Path.of(folder));
  }

  private static Map<String, List<JsonNode>> readFolder(Path folder) throws IOException {
    Map<String, List<JsonNode>> files = new LinkedHashMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        List<JsonNode> cases = new ArrayList<>();
        Json.parse(Files.readString(path)).forEach(cases::add);
        files.put(path.getFileName().toString(), cases);
      }
    }
    return files;
  }

  /// All cases.
  public static List<JsonNode> all() {
    return files().values().stream().flatMap(List::stream).toList();
  }

  static MachineType type(JsonNode it) {
    return MachineType.valueOf(it.path("type").asText("STANDARD"));
  }

  /// The text of a case's definition.
  public static String definition(JsonNode it) {
    JsonNode definition = it.get("definition");
    return definition.isTextual() ? definition.asText() : definition.toString();
  }
}
