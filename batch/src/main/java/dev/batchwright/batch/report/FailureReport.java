package dev.batchwright.batch.report;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.ReportedFailure;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stage `Report failure`: a Distributed Map only says that too many items failed; the notes that
/// their attempts left say which and why. Safe for many threads.
public final class FailureReport {

  private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

  /// Notes that are read: enough to name the first failure in all but the largest disasters.
  private static final int MAX_NOTES = 200;

  private final StageEnvironment environment;

  public FailureReport(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Says which item failed first, why, and what to do, and leaves a summary of what was done so
  /// far. Where no attempt left a note, the failure as the state machine knows it is all there is.
  public ReportedFailure report(FailureRequest request) {
    WorkLayout layout = new WorkLayout(request.work());
    try (Attempt attempt = new Attempt(environment)) {
      List<FailureNote> open = open(attempt.storage(), layout);
      RunFailure failure = explain(request.failure(), open, layout);
      summarize(attempt.storage(), request, failure, open);
      return ReportedFailure.of(failure, layout);
    }
  }

  private static RunFailure explain(RunFailure failure, List<FailureNote> open, WorkLayout layout) {
    List<FailureNote> behind = open.stream().filter(note -> isBehind(note, failure)).toList();
    return behind.stream()
        .findFirst()
        .map(note -> told(failure, note, behind.size(), layout))
        .orElse(failure);
  }

  /// The failure itself matters more than a summary, so that one which cannot be written is only
  /// logged.
  private void summarize(
      Storage storage, FailureRequest request, RunFailure failure, List<FailureNote> open) {
    WorkLayout layout = new WorkLayout(request.work());
    try {
      Optional<RunPlan> plan = Runs.plan(storage, layout);
      if (plan.isPresent() && !isSaid(Summary.find(storage, layout), request.failure())) {
        Set<Integer> failed =
            open.stream()
                .filter(note -> note.stage().equals("map"))
                .map(FailureNote::item)
                .collect(Collectors.toSet());
        new WorkDone(storage, plan.get())
            .count(failed)
            .summary(failure, environment.clock().instant())
            .write(storage, layout);
      }
    } catch (RuntimeException e) {
      LOG.warn("no summary at {}: {}", layout.failedSummary(), e.toString());
    }
  }

  /// Whether the summary that is there says more: publish went through all of the ledger and then
  /// refused, or it published after all, and only its answer was lost.
  private static boolean isSaid(Optional<Summary> there, RunFailure failure) {
    return there
        .filter(summary ->
            summary.published()
                || failure.state().equals("Publish")
                    && summary.result().isPresent()
                    && summary.error().equals(Optional.of(failure.error())))
        .isPresent();
  }

  /// Whether a failed item may be behind a failure: an earlier execution may have left notes of
  /// another stage. Publish finds items missing where the target lets a Map Run succeed whatever
  /// failed (LocalStack does); plan, seams and a refusal speak for themselves.
  private static boolean isBehind(FailureNote note, RunFailure failure) {
    return switch (failure.state()) {
      case "Map chunks" -> note.stage().equals("map");
      case "Reduce partitions" -> note.stage().equals("reduce");
      default -> failure.error().equals(UnbalancedException.class.getName());
    };
  }

  private static RunFailure told(
      RunFailure failure, FailureNote note, int items, WorkLayout layout) {
    String what = note.stage().equals("map") ? "chunk " : "partition ";
    String more = items > 1 ? " (the first of " + items + " that failed)" : "";
    return new RunFailure(
        failure.state(),
        note.error(),
        what
            + note.item()
            + more
            + ": "
            + note.cause()
            + ". Notes of all failed attempts: "
            + layout.failures()
            + ". Nothing was published; once the cause is gone, start the same run id again to go"
            + " on");
  }

  /// A note and when it was written by the store's clock, which is one for all; workers' clocks may
  /// be wrong, and decide only within the second that the store tells.
  private record Dated(FailureNote note, Instant writtenAt) {
    static final Comparator<Dated> BY_TIME =
        Comparator.comparing(Dated::writtenAt).thenComparing(dated -> dated.note().at());

    Dated later(Dated other) {
      return BY_TIME.compare(this, other) > 0 ? this : other;
    }
  }

  /// The last note of every item that has none but failed attempts, the earliest first.
  private static List<FailureNote> open(Storage storage, WorkLayout layout) {
    Map<String, Dated> items = new LinkedHashMap<>();
    Listing listing = new Listing(storage, layout.failures());
    for (int i = 0; i < MAX_NOTES && listing.hasNext(); i++) {
      StoredObject object = listing.next();
      S3Location at = object.location();
      storage
          .get(at)
          .map(bytes -> Json.read(bytes, FailureNote.class, at.uri()))
          .map(note -> new Dated(note, object.modifiedAt()))
          .ifPresent(dated ->
              items.merge(dated.note().stage() + dated.note().item(), dated, Dated::later));
    }
    return items.values().stream()
        .sorted(Dated.BY_TIME)
        .filter(dated -> !isCommitted(storage, layout, dated))
        .map(Dated::note)
        .toList();
  }

  /// A partition's number is another's in another shuffle: only what was committed later counts.
  private static boolean isCommitted(Storage storage, WorkLayout layout, Dated dated) {
    String number = WorkLayout.six(dated.note().item());
    if (dated.note().stage().equals("map")) {
      return new Listing(storage, layout.mapCommits().plus(number)).hasNext();
    }
    Listing commits = new Listing(storage, layout.reduceCommits());
    while (commits.hasNext()) {
      StoredObject commit = commits.next();
      if (commit.location().key().endsWith("/" + number + ".json")
          && !commit.modifiedAt().isBefore(dated.writtenAt())) {
        return true;
      }
    }
    return false;
  }
}
