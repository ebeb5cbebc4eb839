package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.pipeline.JobOutcome.Status;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Lets each job of a pipeline go on as soon as all that it depends on has ended, without anybody
/// looking in between.
///
/// Who waits writes down that it does, then looks whether it has to. Who has ended writes that
/// down, then looks who waits. Of the two at least one sees the other's object (S3 is strongly
/// consistent), so that no job waits for ever; where both do, the second answer meets a token that
/// is used up. Either may be done again after a crash at any point. Safe for many threads.
public final class Dependencies {

  private final Storage storage;
  private final TaskAnswers answers;

  public Dependencies(Storage storage, TaskAnswers answers) {
    this.storage = Objects.requireNonNull(storage, "storage");
    this.answers = Objects.requireNonNull(answers, "answers");
  }

  /// A job waits.
  ///
  /// @return the job itself, where it need not
  public Released await(AwaitRequest request) {
    PipelineLayout layout = new PipelineLayout(request.work());
    put(layout.wait(request.job()), Json.write(request));
    return new Released(release(layout, request) ? List.of(request.job()) : List.of());
  }

  /// A job has ended.
  ///
  /// @return the jobs that waited for it, and for nothing else any more
  public Released settle(SettleRequest request) {
    PipelineLayout layout = new PipelineLayout(request.work());
    JobOutcome outcome = outcome(Json.write(request.outcome()), "the outcome of a job");
    put(layout.outcome(outcome.job()), Json.write(request.outcome()));
    List<String> released = new ArrayList<>();
    Listing waits = new Listing(storage, layout.waits());
    while (waits.hasNext()) {
      S3Location at = waits.next().location();
      storage
          .get(at)
          .map(bytes -> Json.read(bytes, AwaitRequest.class, at.uri()))
          .filter(waiting -> waiting.after().contains(outcome.job()))
          .filter(waiting -> release(layout, waiting))
          .ifPresent(waiting -> released.add(waiting.job()));
    }
    return new Released(released);
  }

  private boolean release(PipelineLayout layout, AwaitRequest waiting) {
    Optional<Verdict> verdict = verdict(layout, waiting.after());
    verdict.ifPresent(it -> answers.succeed(waiting.token(), Json.write(it)));
    return verdict.isPresent();
  }

  /// A job that can never run is told at once, and one that can when the last one is published.
  private Optional<Verdict> verdict(PipelineLayout layout, List<String> after) {
    List<String> missing = new ArrayList<>();
    boolean allEnded = true;
    for (String job : after) {
      S3Location at = layout.outcome(job);
      Optional<JobOutcome> ended = storage.get(at).map(bytes -> outcome(bytes, at.uri()));
      allEnded &= ended.isPresent();
      if (ended.isPresent() && ended.get().status() != Status.PUBLISHED) {
        missing.add(job);
      }
    }
    return allEnded || !missing.isEmpty()
        ? Optional.of(new Verdict(missing.isEmpty(), missing))
        : Optional.empty();
  }

  private static JobOutcome outcome(byte[] json, String where) {
    return Json.read(json, JobOutcome.class, where);
  }

  private void put(S3Location at, byte[] json) {
    storage.put(at, json, 0, json.length);
  }
}
