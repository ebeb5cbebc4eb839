package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.Storage;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Who ends a run: one who publishes it, or one who cleans it up. Never both, since each writes it
/// conditionally before its first effect that cannot be taken back: a publisher before it completes
/// an output, a cleaner before it removes anything.
///
/// Publishers do not exclude one another, so that a later one renews the claim. A cleaner's claim
/// is final: nothing of the run is published after that, whoever is still at work on it. A cleaner
/// takes the claim of a publisher only when that is gone, and by its ETag, so that of a publisher
/// who comes back and a cleaner one gives way.
///
/// @param holder who has it
/// @param attempt the attempt that wrote it, so that a renewed claim differs from the one before
/// @param at when it was written
public record Claim(Holder holder, String attempt, Instant at) {

  /// Who may have a claim.
  public enum Holder {
    /// One or several who publish.
    PUBLISHER,
    /// One or several who clean up.
    CLEANER
  }

  /// A claim as it was read.
  ///
  /// @param claim what it says
  /// @param etag its ETag, with the quotes
  public record Seen(Claim claim, String etag) {
    public Seen {
      Objects.requireNonNull(claim, "claim");
      Objects.requireNonNull(etag, "etag");
    }

    /// Whether a cleaner has it.
    public boolean isCleaner() {
      return claim.holder == Holder.CLEANER;
    }
  }

  public Claim {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(at, "at");
  }

  /// The claim that stands, if there is one.
  public static Optional<Seen> find(Storage storage, WorkLayout layout) {
    // The ETag first: where the claim is replaced in between, the ETag is too old, and a write that
    // names it fails.
    Optional<ObjectHead> head = storage.head(layout.claim());
    return head.flatMap(it ->
        storage
            .get(layout.claim())
            .map(json -> Json.read(json, Claim.class, layout.claim().uri()))
            .map(claim -> new Seen(claim, it.etag())));
  }

  /// Claims a run for a publisher, before it completes anything.
  ///
  /// @throws BadRequestException when the run was cleaned up
  public static void publish(Storage storage, WorkLayout layout, String attempt, Instant now) {
    byte[] mine = Json.write(new Claim(Holder.PUBLISHER, attempt, now));
    if (storage.putIfAbsent(layout.claim(), mine)) {
      return;
    }
    Seen before = publisher(storage, layout);
    if (!storage.putIfMatch(layout.claim(), mine, before.etag())) {
      // Another publisher's is as good: it was written after the look, so that no cleaner who
      // looked before takes it. Or it is this one, and its answer was lost.
      publisher(storage, layout);
    }
  }

  private static Seen publisher(Storage storage, WorkLayout layout) {
    Seen seen = find(storage, layout).orElseThrow(() -> vanished(layout));
    if (seen.isCleaner()) {
      throw cleaned(layout, seen);
    }
    return seen;
  }

  /// Claims a run for a cleaner, before it removes anything.
  ///
  /// @param seen the claim as it was when the run was judged
  /// @return whether it is a cleaner's now
  public static boolean clean(
      Storage storage, WorkLayout layout, Optional<Seen> seen, Instant now) {
    if (seen.filter(Seen::isCleaner).isPresent()) {
      return true;
    }
    byte[] mine = Json.write(new Claim(Holder.CLEANER, "clean", now));
    boolean isMine =
        seen.isPresent()
            ? storage.putIfMatch(layout.claim(), mine, seen.get().etag())
            : storage.putIfAbsent(layout.claim(), mine);
    return isMine || find(storage, layout).filter(Seen::isCleaner).isPresent();
  }

  /// Refuses to go on with a run that was cleaned up.
  ///
  /// @throws BadRequestException when it was
  public static void refuseCleaned(Storage storage, WorkLayout layout) {
    Optional<Seen> seen = find(storage, layout).filter(Seen::isCleaner);
    if (seen.isPresent()) {
      throw cleaned(layout, seen.get());
    }
  }

  private static BadRequestException cleaned(WorkLayout layout, Seen seen) {
    return new BadRequestException(
        "run %s was cleaned up at %s, as %s says, so that nothing of it can be published; start a new run id. A later 'batchwright clean' frees this one"
            .formatted(layout.run(), seen.claim().at(), layout.claim()));
  }

  private static TransientException vanished(WorkLayout layout) {
    return new TransientException(
        layout.claim() + " was there and is gone; does something delete the run's work?");
  }
}
