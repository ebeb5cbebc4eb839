package dev.batchwright.batch.clean;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.OpenUpload;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds all work prefixes below a place by their layout, and the uploads that are open there.
final class Rooms {

  /// An output object directly in an output prefix.
  private static final Pattern PART = Pattern.compile("part-\\d{6}[^/]*");

  /// Sorts just after the slash.
  private static final String AFTER_SLASH = "0";

  private final Storage storage;
  private final Map<String, Map<String, Room>> byOutput = new TreeMap<>();
  private final List<OpenUpload> parts = new ArrayList<>();

  private Rooms(Storage storage) {
    this.storage = storage;
  }

  static Rooms below(Storage storage, S3Location place) {
    Rooms rooms = new Rooms(storage);
    Listing listing = new Listing(storage, place);
    while (listing.hasNext()) {
      S3Location at = listing.next().location();
      Optional<WorkLayout> layout = layout(at);
      if (layout.isPresent()) {
        rooms.room(layout.get());
        String work = layout.get().work().key();
        listing.skipTo(work.substring(0, work.length() - 1) + AFTER_SLASH);
      }
    }
    storage.forEachUpload(place, rooms::add);
    return rooms;
  }

  private void add(OpenUpload upload) {
    Optional<WorkLayout> layout = layout(upload.location());
    if (layout.isPresent()) {
      room(layout.get()).add(upload);
    } else {
      parts.add(upload);
    }
  }

  private Room room(WorkLayout layout) {
    return byOutput
        .computeIfAbsent(layout.output().key(), _ -> new TreeMap<>())
        .computeIfAbsent(layout.work().key(), _ -> new Room(storage, layout));
  }

  /// The layout of the run that an object's key says it is the work of.
  private static Optional<WorkLayout> layout(S3Location at) {
    Matcher room =
        Pattern.compile("(?:^|.*/)" + WorkLayout.ROOM + "([^/]+)/.*", Pattern.DOTALL)
            .matcher(at.key());
    if (!room.matches()) {
      return Optional.empty();
    }
    try {
      PlanRequest.checkRun(room.group(1));
    } catch (BadRequestException _) {
      return Optional.empty();
    }
    return Optional.of(
        new WorkLayout(new S3Location(at.bucket(), at.key().substring(0, room.end(1) + 1))));
  }

  /// The rooms of each output prefix.
  List<List<Room>> byOutput() {
    return byOutput.values().stream().map(it -> List.copyOf(it.values())).toList();
  }

  /// Uploads of output objects directly in an output prefix. Whose they are is in no listing.
  List<OpenUpload> parts(S3Location output) {
    return parts.stream()
        .filter(it -> it.location().key().startsWith(output.key()))
        .filter(it -> PART.matcher(it.location().key().substring(output.key().length())).matches())
        .toList();
  }
}
