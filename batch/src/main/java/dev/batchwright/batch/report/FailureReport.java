package dev.batchwright.batch.report;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.ReportedFailure;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stage `Report failure`: a Distributed Map only says that too many items failed; the notes that
/// their attempts left say which and why. Safe for many threads.
public final class FailureReport {

  /// Notes that are read: enough to name the first failure in all but the largest disasters.
  private static final int MAX_NOTES = 200;

  private final StageEnvironment environment;

  public FailureReport(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Says which item failed first, why, and what to do. Where no attempt left a note, the failure
  /// as the state machine knows it is all there is.
  public ReportedFailure report(FailureRequest request) {
    WorkLayout layout = new WorkLayout(request.work());
    return ReportedFailure.of(explain(request, layout), layout);
  }

  private RunFailure explain(FailureRequest request, WorkLayout layout) {
    try (Attempt attempt = new Attempt(environment)) {
      List<FailureNote> open = open(attempt.storage(), layout);
      Optional<FailureNote> first = open.stream().min(Comparator.comparing(FailureNote::at));
      return first
          .filter(_ -> isOfItems(request.failure()))
          .map(note -> told(request.failure(), note, open.size(), layout))
          .orElseGet(request::failure);
    }
  }

  /// Whether failed items are behind it. Publish finds them missing where the target lets a Map Run
  /// succeed whatever failed (LocalStack does); plan, seams and a refusal speak for themselves.
  private static boolean isOfItems(RunFailure failure) {
    return switch (failure.state()) {
      case "Map chunks", "Reduce partitions" -> true;
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

  /// The last note of every item that has none but failed attempts.
  private static List<FailureNote> open(Storage storage, WorkLayout layout) {
    Map<String, FailureNote> items = new LinkedHashMap<>();
    Listing listing = new Listing(storage, layout.failures());
    for (int i = 0; i < MAX_NOTES && listing.hasNext(); i++) {
      S3Location at = listing.next().location();
      storage
          .get(at)
          .map(bytes -> Json.read(bytes, FailureNote.class, at.uri()))
          .ifPresent(note ->
              items.merge(
                  note.stage() + note.item(), note, (a, b) -> a.at().isAfter(b.at()) ? a : b));
    }
    return items.values().stream().filter(note -> !isCommitted(storage, layout, note)).toList();
  }

  private static boolean isCommitted(Storage storage, WorkLayout layout, FailureNote note) {
    return note.stage().equals("map")
        && new Listing(storage, layout.mapCommits().plus(WorkLayout.six(note.item()))).hasNext();
  }
}
