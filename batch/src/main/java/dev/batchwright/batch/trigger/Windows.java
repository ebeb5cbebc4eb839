package dev.batchwright.batch.trigger;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Windows: uploads that are gathered for one run. Every object version ends in the final list of
/// exactly one window, whoever dies and whatever comes twice.
///
/// Who adds an object version
/// 1. reads, or writes unless it is there, the *marker* that says which window it goes to;
/// 2. writes itself into the window as a *member*;
/// 3. looks for *closing*. Where it is not there, the window's list will hold the member, since who
///    closes writes *closing* first and lists members after that. Only the window's execution is
///    left to be started.
/// 4. Where it is there, the member may be too late. The final list tells: it is written once, by
///    whoever comes first. Where the member is not in it, it goes to a later window by the next
///    marker.
///
/// Who closes writes *closing*, lists the members, and writes the list unless there is one. All of
/// it can be done again from the start.
final class Windows {

  /// Members read at once when a window is closed: 100,000 take some twenty seconds.
  private static final int READERS = 64;

  private record Marker(Instant startsAt) {}

  private final Storage storage;
  private final TriggerLayout layout;
  private final InstantSource clock;

  Windows(Storage storage, TriggerLayout layout, InstantSource clock) {
    this.storage = storage;
    this.layout = layout;
    this.clock = clock;
  }

  /// Puts an object version into a window, unless it is in one.
  ///
  /// @param starter opens the window
  /// @return whether it was not seen before
  boolean add(String binding, Duration length, Trigger.Upload upload, RunStarter starter) {
    InputObject object = upload.object();
    boolean unseen = false;
    Instant wanted = upload.time();
    for (int turn = 0; ; turn++) {
      S3Location at = layout.marker(binding, object, turn);
      Optional<byte[]> known = storage.get(at);
      if (known.isEmpty()) {
        byte[] mine = Json.write(new Marker(WindowRequest.at(binding, wanted, length).startsAt()));
        boolean first = storage.putIfAbsent(at, mine);
        unseen |= first && turn == 0;
        known = first ? Optional.of(mine) : storage.get(at);
      }
      Marker marker =
          known.map(bytes -> Json.read(bytes, Marker.class, at.uri())).orElseThrow(() -> gone(at));
      WindowRequest window = WindowRequest.at(binding, marker.startsAt(), length);
      byte[] member = Json.write(object);
      storage.put(layout.member(window, object), member, 0, member.length);
      if (storage.head(layout.closing(window)).isEmpty()) {
        starter.open(window);
        return unseen;
      }
      if (settle(window).contains(object)) {
        return unseen;
      }
      Instant later = window.endsAt();
      wanted = clock.instant().isAfter(later) ? clock.instant() : later;
    }
  }

  /// Closes a window for good.
  ///
  /// @return what is in it
  List<InputObject> close(WindowRequest window) {
    storage.putIfAbsent(layout.closing(window), Json.write(window));
    return settle(window);
  }

  /// The final list of a window that is closing.
  private List<InputObject> settle(WindowRequest window) {
    S3Location at = layout.closed(window);
    Optional<byte[]> known = storage.get(at);
    if (known.isEmpty()) {
      byte[] mine = lines(members(window));
      known = storage.putIfAbsent(at, mine) ? Optional.of(mine) : storage.get(at);
    }
    List<InputObject> objects = new ArrayList<>();
    byte[] list = known.orElseThrow(() -> gone(at));
    try (Lines lines = new Lines(at.uri(), new ByteArrayInputStream(list))) {
      while (lines.next()) {
        objects.add(lines.as(InputObject.class));
      }
    }
    return objects;
  }

  private List<InputObject> members(WindowRequest window) {
    List<S3Location> locations = new ArrayList<>();
    new Listing(storage, layout.members(window))
        .forEachRemaining(it -> locations.add(it.location()));
    return locations.stream()
        .gather(Gatherers.mapConcurrent(READERS, this::member))
        .sorted(
            Comparator.comparing(InputObject::bucket)
                .thenComparing(InputObject::key)
                .thenComparing(it -> it.versionId().orElse(it.etag())))
        .toList();
  }

  private InputObject member(S3Location at) {
    return storage
        .get(at)
        .map(bytes -> Json.read(bytes, InputObject.class, at.uri()))
        .orElseThrow(() -> gone(at));
  }

  private static TransientException gone(S3Location at) {
    return new TransientException(at + " was there and is gone; does something delete triggers/?");
  }

  private static byte[] lines(List<InputObject> objects) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (InputObject object : objects) {
      lines.writeBytes(Json.write(object));
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
