package dev.batchwright.batch.clean;

import dev.batchwright.batch.commit.Claim.Seen;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.OpenUpload;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The work prefix of one run, with the uploads that are open below it.
final class Room {

  private final Storage storage;
  private final WorkLayout layout;
  private final List<OpenUpload> uploads = new ArrayList<>();

  Room(Storage storage, WorkLayout layout) {
    this.storage = storage;
    this.layout = layout;
  }

  void add(OpenUpload upload) {
    uploads.add(upload);
  }

  WorkLayout layout() {
    return layout;
  }

  List<OpenUpload> uploads() {
    return uploads;
  }

  String run() {
    return layout.run();
  }

  /// When anything of the run was written last. Of a run that was cleaned up, the claim says
  /// nothing of life: only where there is nothing else it is the last sign.
  Instant lastSign(Optional<Seen> claim) {
    boolean isCleaned = claim.filter(Seen::isCleaner).isPresent();
    Instant last = Instant.MIN;
    for (OpenUpload upload : uploads) {
      last = upload.initiatedAt().isAfter(last) ? upload.initiatedAt() : last;
    }
    Listing listing = new Listing(storage, layout.work());
    while (listing.hasNext()) {
      StoredObject object = listing.next();
      if (isCleaned && object.location().equals(layout.claim())) {
        continue;
      }
      Instant at = object.modifiedAt();
      last = at.isAfter(last) ? at : last;
    }
    return last.equals(Instant.MIN) && isCleaned ? claim.get().claim().at() : last;
  }

  /// Whether there is nothing but the claim.
  boolean isEmpty() {
    if (!uploads.isEmpty()) {
      return false;
    }
    Listing listing = new Listing(storage, layout.work());
    while (listing.hasNext()) {
      if (!listing.next().location().equals(layout.claim())) {
        return false;
      }
    }
    return true;
  }

  /// Everything that is ours but the claim.
  Predicate<String> butClaim() {
    return name -> !WorkFile.CLAIM.matches(name);
  }

  /// The objects that go; others are counted where they are none of ours.
  ///
  /// @param goes whether an object goes, by its name below the work prefix
  Contents contents(Predicate<String> goes) {
    return new Contents(goes);
  }

  /// What of a published run goes: by kind, and lists and quarantines that neither the plan nor the
  /// summary names. They are compared by their own names, which hold an attempt's id: the plan may
  /// have been written through another bucket, as a directory of this machine can be one itself and
  /// be in one.
  Predicate<String> spent() {
    Optional<String> chunks =
        Runs.plan(storage, layout).map(RunPlan::chunkList).map(InputObject::key).map(Room::file);
    Optional<String> quarantine =
        Summary.find(storage, layout)
            .flatMap(Summary::result)
            .map(Published::quarantine)
            .map(Room::file);
    return name ->
        kind(name)
            .filter(kind ->
                switch (kind) {
                  case CHUNKS -> isOther(chunks, name);
                  case QUARANTINE -> isOther(quarantine, name);
                  default -> kind.isSpent();
                })
            .isPresent();
  }

  private static boolean isOther(Optional<String> named, String name) {
    return named.filter(it -> !it.equals(file(name))).isPresent();
  }

  private static String file(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  static Optional<WorkFile> kind(String name) {
    for (WorkFile kind : WorkFile.values()) {
      if (kind.matches(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// One look through the objects.
  final class Contents {
    private final Predicate<String> goes;
    private long objects;
    private long bytes;
    private long unknown;

    private Contents(Predicate<String> goes) {
      this.goes = goes;
    }

    /// Hands on what goes, the plan last: while it is there, the rest is known to be a run's.
    Contents walk(Consumer<S3Location> removal) {
      List<S3Location> last = new ArrayList<>();
      Listing listing = new Listing(storage, layout.work());
      while (listing.hasNext()) {
        StoredObject object = listing.next();
        String name = object.location().key().substring(layout.work().key().length());
        if (kind(name).isEmpty()) {
          unknown++;
        } else if (goes.test(name)) {
          objects++;
          bytes += object.sizeBytes();
          if (WorkFile.PLAN.matches(name)) {
            last.add(object.location());
          } else {
            removal.accept(object.location());
          }
        }
      }
      last.forEach(removal);
      return this;
    }

    long objects() {
      return objects;
    }

    long bytes() {
      return bytes;
    }

    long unknown() {
      return unknown;
    }
  }
}
