package dev.batchwright.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.cli.target.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Which dead letters of a run are settled, once it was started again: those whose item has
/// succeeded since, and all but the newest about an item that failed again.
///
/// @param objects reads commits
/// @param published whether the run is published
/// @param whole whether no chunk is missing in what was published
public record Settlement(ObjectReader objects, boolean published, boolean whole) {

  /// The letters that can go.
  public List<Letter> settled(List<Letter> letters) {
    List<Letter> settled = new ArrayList<>();
    Map<String, Letter> open = new LinkedHashMap<>();
    for (Letter letter : letters) {
      if (hasSucceeded(letter)) {
        settled.add(letter);
        continue;
      }
      Letter other = open.putIfAbsent(letter.about(), letter);
      if (other != null) {
        boolean newer = letter.sentAt().isAfter(other.sentAt());
        settled.add(newer ? other : letter);
        open.put(letter.about(), newer ? letter : other);
      }
    }
    return settled;
  }

  /// A partition cannot be left out, a chunk can, where the run tolerates that.
  private boolean hasSucceeded(Letter letter) {
    return switch (letter.stage()) {
      case "map" -> published && whole || isMapped(letter);
      case "reduce" -> published || isReduced(letter);
      case "run" -> published;
      // The run is there, and to start it was all that its window had to do.
      case "window" -> true;
      default -> false;
    };
  }

  private boolean isMapped(Letter letter) {
    JsonNode item = letter.body().path("item");
    int chunk = item.path("chunk").asInt();
    JsonNode known = item.path("knownRowStart");
    WorkLayout layout = layout(letter);
    return isThere(layout.mapCommit(chunk, OptionalLong.empty()))
        || known.isNumber() && isThere(layout.mapCommit(chunk, OptionalLong.of(known.asLong())));
  }

  private boolean isReduced(Letter letter) {
    JsonNode item = letter.body().path("item");
    return isThere(
        layout(letter).reduceCommit(item.path("shuffle").asText(), item.path("partition").asInt()));
  }

  private static WorkLayout layout(Letter letter) {
    JsonNode work = letter.body().path("work");
    return new WorkLayout(new S3Location(work.path("bucket").asText(), work.path("key").asText()));
  }

  private boolean isThere(S3Location commit) {
    return objects.start(commit, 1).isPresent();
  }
}
