package dev.batchwright.batch.clean;

import dev.batchwright.batch.commit.Claim;
import dev.batchwright.batch.commit.Claim.Seen;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.OpenUpload;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Removes what abandoned runs left below a place, and what published ones need no more.
///
/// Touched is only what is known for ours by its key: objects in `_batchwright/<run>/` with the
/// names of [WorkFile], and open uploads there or of `part-` objects beside it. Published objects
/// are never touched, since nothing in an output prefix itself is ever deleted. A run of which
/// anything is younger than a limit, or that runs now, is left alone with all its uploads.
///
/// An execution may start after that look. So an abandoned run is claimed before anything of it
/// goes, by a [Claim] that no publisher can have as well; the claim outlives the rest of the work
/// for a day.
///
/// For one caller.
public final class Cleaner {

  /// Sorts after every run id: those are of letters, digits, `-` and `_`.
  private static final String AFTER_RUNS = "{";

  /// A publisher that claimed longer ago is gone: a function lives 15 minutes at most.
  public static final Duration PUBLISHER_LIFE = Duration.ofHours(1);

  /// Nobody who was at work on a run when it was claimed is at work still: the longest-lived are
  /// attempts (15 minutes) and what processes know of plans ([dev.batchwright.batch.commit.Runs]).
  public static final Duration CLAIM_LIFE = Duration.ofDays(1);

  private final Storage storage;
  private final InstantSource clock;
  private final Predicate<String> running;

  /// @param running whether an execution of a run runs now; asked just before it is touched
  public Cleaner(Storage storage, InstantSource clock, Predicate<String> running) {
    this.storage = storage;
    this.clock = clock;
    this.running = running;
  }

  /// Looks at all runs below a place, and removes where that is asked for.
  ///
  /// @param olderThan runs with a younger sign of life are left alone
  /// @param apply whether to remove, and not only to say what would be
  /// @return each run, in the order of their prefixes
  public List<CleanedRun> clean(S3Location place, Duration olderThan, boolean apply) {
    Instant limit = clock.instant().minus(olderThan);
    Rooms rooms = Rooms.below(storage, place);
    List<CleanedRun> cleaned = new ArrayList<>();
    for (List<Room> ofOutput : rooms.byOutput()) {
      S3Location output = ofOutput.getFirst().layout().output();
      cleaned.addAll(new Output(output, ofOutput, rooms.parts(output), limit, apply).clean());
    }
    return cleaned;
  }

  private record Judged(Room room, Optional<Seen> claim, Verdict verdict, Instant sign) {
    Judged running() {
      return new Judged(room, claim, Verdict.RUNNING, sign);
    }
  }

  /// One output prefix with the rooms of its runs.
  private final class Output {
    private final S3Location output;
    private final List<Room> rooms;
    private final List<OpenUpload> parts;
    private final Instant limit;
    private final boolean apply;
    private final List<Optional<Seen>> claims;
    private final Optional<String> publishedRun;
    private final boolean isEmpty;

    Output(
        S3Location output, List<Room> rooms, List<OpenUpload> parts, Instant limit, boolean apply) {
      this.output = output;
      this.rooms = rooms;
      this.parts = parts;
      this.limit = limit;
      this.apply = apply;
      // Before the output is looked at: whoever shows anything of it after that has written a claim
      // of his own, so that the one seen here cannot be taken any more.
      this.claims = rooms.stream().map(it -> Claim.find(storage, it.layout())).toList();
      this.isEmpty = holdsNothing();
      this.publishedRun = publishedRun();
    }

    /// A manifest that cannot be read says nothing, and then nothing is removed.
    private Optional<String> publishedRun() {
      try {
        return storage.head(output.plus("_SUCCESS")).isPresent()
            ? Optional.of(new Verifier(storage).publishedAt(output).run())
            : Optional.empty();
      } catch (BadRequestException _) {
        return Optional.empty();
      }
    }

    private boolean holdsNothing() {
      Listing listing = new Listing(storage, output);
      while (listing.hasNext()) {
        String name = listing.next().location().key().substring(output.key().length());
        if (!name.startsWith(WorkLayout.ROOM)) {
          return false;
        }
        listing.skipTo(output.key() + WorkLayout.ROOM + AFTER_RUNS);
      }
      return true;
    }

    List<CleanedRun> clean() {
      List<Judged> judged = new ArrayList<>();
      for (int i = 0; i < rooms.size(); i++) {
        judged.add(claim(judge(rooms.get(i), claims.get(i))));
      }
      // Whose an upload of an output is, only its commit says, and a loser's none does: with one
      // run that may go on, none of them is touched.
      boolean mayGoOn = judged.stream().anyMatch(it -> !it.verdict().removes());
      List<OpenUpload> orphans =
          mayGoOn
              ? List.of()
              : parts.stream().filter(it -> !it.initiatedAt().isAfter(limit)).toList();
      List<CleanedRun> cleaned = new ArrayList<>();
      for (Judged each : judged) {
        cleaned.add(clean(each, cleaned.isEmpty() ? orphans : List.of()));
      }
      return cleaned;
    }

    private Judged judge(Room room, Optional<Seen> claim) {
      Instant sign = room.lastSign(claim);
      return new Judged(room, claim, verdict(room, claim, sign), sign);
    }

    /// Nothing of an abandoned run goes unless it can be claimed; else somebody is at work on it.
    private Judged claim(Judged judged) {
      if (!apply || judged.verdict() != Verdict.ABANDONED) {
        return judged;
      }
      return Claim.clean(storage, judged.room().layout(), judged.claim(), clock.instant())
          ? judged
          : judged.running();
    }

    private Verdict verdict(Room room, Optional<Seen> claim, Instant sign) {
      if (sign.isAfter(limit)) {
        return Verdict.YOUNG;
      }
      if (running.test(room.run())) {
        return Verdict.RUNNING;
      }
      if (publishedRun.equals(Optional.of(room.run()))) {
        return Verdict.PUBLISHED;
      }
      if (claim.filter(Seen::isCleaner).isPresent()) {
        return Verdict.CLEANED;
      }
      boolean mayPublish =
          claim
              .filter(it -> it.claim().at().plus(PUBLISHER_LIFE).isAfter(clock.instant()))
              .isPresent();
      boolean showsSome = !isEmpty && publishedRun.isEmpty();
      return mayPublish || showsSome ? Verdict.HALF_PUBLISHED : Verdict.ABANDONED;
    }

    /// Whether a cleaner's claim goes, too: nobody can be at work any more who was before it.
    private boolean isSpent(Judged judged) {
      return parts.isEmpty()
          && judged.room().isEmpty()
          && judged
              .claim()
              .map(it -> it.claim().at().plus(CLAIM_LIFE))
              .filter(it -> !it.isAfter(clock.instant()))
              .isPresent();
    }

    private CleanedRun clean(Judged judged, List<OpenUpload> orphans) {
      Room room = judged.room();
      Verdict verdict = judged.verdict();
      List<OpenUpload> uploads = new ArrayList<>(orphans);
      if (verdict.removes()) {
        uploads.addAll(room.uploads());
      }
      if (apply) {
        uploads.forEach(it -> storage.abortUpload(it.location(), it.uploadId()));
      }
      Predicate<String> goes =
          switch (verdict) {
            case ABANDONED -> room.butClaim();
            case CLEANED -> isSpent(judged) ? _ -> true : room.butClaim();
            case PUBLISHED -> room.spent();
            case RUNNING, YOUNG, HALF_PUBLISHED -> _ -> false;
          };
      Room.Contents contents = room.contents(goes).walk(apply ? storage::delete : _ -> {});
      return new CleanedRun(
          room.layout(),
          room.run(),
          verdict,
          judged.sign(),
          contents.objects(),
          contents.bytes(),
          uploads.size(),
          contents.unknown());
    }
  }
}
