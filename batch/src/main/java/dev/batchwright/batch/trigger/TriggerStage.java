package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the runs that triggers ask for, and closes windows of uploads.
///
/// A trigger is never lost: a message of which any part fails is named in the answer, comes again,
/// and ends among the dead letters when it has failed as often as the queue allows. That it comes
/// again does no harm, since the same trigger is the same run. Safe for many threads.
public final class TriggerStage {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerStage.class);

  private static final ZoneId UTC = ZoneOffset.UTC;

  private final Bindings bindings;
  private final Buckets buckets;
  private final Storage storage;
  private final TriggerLayout layout;
  private final Windows windows;

  /// @param bindings what the settings file says
  /// @param buckets the stack's buckets; lists and windows are kept in the data bucket
  public TriggerStage(Bindings bindings, Buckets buckets, Storage storage, InstantSource clock) {
    this.bindings = bindings;
    this.buckets = buckets;
    this.storage = storage;
    this.layout = new TriggerLayout(buckets.data());
    this.windows = new Windows(storage, layout, clock);
  }

  /// Starts what a batch of messages asks for.
  public TriggerOutcome start(TriggerBatch batch, RunStarter starter) {
    Tally tally = new Tally();
    List<TriggerOutcome.Failure> failures = new ArrayList<>();
    for (TriggerBatch.Message message : batch.messages()) {
      try {
        for (Trigger trigger : TriggerReader.read(message.body())) {
          start(trigger, starter, tally);
        }
      } catch (RuntimeException e) {
        LOG.error(
            "message {} failed and comes again, or is a dead letter after its last delivery: {}",
            message.messageId(),
            e.getMessage(),
            e);
        failures.add(new TriggerOutcome.Failure(message.messageId()));
      }
    }
    return new TriggerOutcome(
        failures, tally.uploads, tally.unmatched, tally.started, tally.repeated);
  }

  private void start(Trigger trigger, RunStarter starter, Tally tally) {
    switch (trigger) {
      case Trigger.Firing firing -> tally.count(start(firing, starter));
      case Trigger.Upload upload -> {
        List<JobBinding> watching = bindings.watching(upload, buckets);
        for (JobBinding binding : watching) {
          tally.count(start(binding, upload, starter));
        }
        tally.uploads++;
        if (watching.isEmpty()) {
          tally.unmatched++;
          LOG.info("no binding watches {}; it is left alone", upload.object().place());
        }
      }
    }
  }

  private boolean start(Trigger.Firing firing, RunStarter starter) {
    JobBinding binding = bindings.named(firing.binding());
    String run = RunIds.schedule(binding.name(), firing.scheduledTime());
    ZoneId zone = binding.schedule().map(Schedule::timezone).orElse(UTC);
    Placeholders placeholders =
        Placeholders.of(binding.name(), run, firing.scheduledTime().atZone(zone), buckets);
    return starter.start(run, binding.request(placeholders, Optional.empty()));
  }

  private boolean start(JobBinding binding, Trigger.Upload upload, RunStarter starter) {
    Optional<Duration> window = binding.uploads().flatMap(Uploads::window);
    if (window.isPresent()) {
      return windows.add(binding.name(), window.get(), upload, starter);
    }
    String run = RunIds.upload(binding.name(), upload.object());
    S3Location list = layout.list(run);
    boolean unseen = true;
    if (binding.inputs().isEmpty()) {
      unseen = storage.putIfAbsent(list, Json.write(upload.object()));
    }
    Placeholders placeholders =
        Placeholders.of(binding.name(), run, upload.time().atZone(UTC), buckets);
    RunRequest request = binding.request(placeholders, Optional.of(list.uri()));
    return starter.start(run, request) && unseen;
  }

  /// Closes a window; what it holds is then final, and the same each time that it is closed.
  ///
  /// @throws dev.batchwright.batch.model.BadRequestException when its binding is no more
  public ClosedWindow close(WindowRequest window) {
    JobBinding binding = bindings.named(window.binding());
    List<InputObject> objects = windows.close(window);
    Placeholders placeholders =
        Placeholders.of(binding.name(), window.window(), window.startsAt().atZone(UTC), buckets);
    return new ClosedWindow(
        window.window(),
        binding.request(placeholders, Optional.of(layout.closed(window).uri())),
        objects.size());
  }

  private static final class Tally {
    int uploads;
    int unmatched;
    int started;
    int repeated;

    void count(boolean isNew) {
      if (isNew) {
        started++;
      } else {
        repeated++;
      }
    }
  }
}
