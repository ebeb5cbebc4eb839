package dev.batchwright.cli.execution;

import dev.batchwright.cli.progress.ProgressView;
import dev.batchwright.cli.progress.Snapshot;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Follows an execution until it ends or the user has had enough.
public final class RunWatch {

  /// How long a stop may take: handlers that run are not waited for, their commits stand or not.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private static final Duration STOP_PAUSE = Duration.ofMillis(50);

  private final Executions executions;
  private final ProgressView view;
  private final Interruption interruption;
  private final Pace pace;
  private final LongSupplier nanoTime;
  private final WorkSoFar work;
  private final boolean mayStop;
  private final RunTracker tracker = new RunTracker();

  /// @param nanoTime a clock that only goes forward, `System::nanoTime`
  /// @param work looks at what the workers have left
  /// @param mayStop whether the execution is stopped when the user has had enough, or left alone
  public RunWatch(
      Executions executions,
      ProgressView view,
      Interruption interruption,
      Pace pace,
      LongSupplier nanoTime,
      WorkSoFar work,
      boolean mayStop) {
    this.executions = executions;
    this.view = view;
    this.interruption = interruption;
    this.pace = pace;
    this.nanoTime = nanoTime;
    this.work = work;
    this.mayStop = mayStop;
  }

  /// What is known about the run; all of it once it has ended.
  public RunTracker tracker() {
    return tracker;
  }

  /// Watches until the execution has ended. When the user wants to stop it, it is stopped, and what
  /// comes back is that it was aborted, or that it had ended just before; where it is to be left
  /// alone, that it runs.
  public Standing watch(String arn) {
    long start = nanoTime.getAsLong();
    long detailNanos = 0;
    while (true) {
      Standing standing = executions.standing(arn);
      Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
      if (!(standing instanceof Standing.Running)) {
        lookCloser(arn);
        return standing;
      }
      if (interruption.requested()) {
        return mayStop ? stop(arn) : standing;
      }
      if (elapsed.toNanos() >= detailNanos) {
        lookCloser(arn);
        view.show(snapshot(elapsed));
        detailNanos = elapsed.plus(pace.detail()).toNanos();
      }
      interruption.pause(pace.next(elapsed));
    }
  }

  /// How far the run is.
  public Snapshot snapshot(Duration elapsed) {
    WorkSoFar.Findings found =
        tracker.plan().map(plan -> work.look(plan.work())).orElse(WorkSoFar.Findings.NONE);
    return tracker.snapshot(elapsed, found);
  }

  private void lookCloser(String arn) {
    boolean planned = tracker.plan().isPresent();
    tracker.takeIn(executions.since(arn, tracker.lastEvent()));
    if (!planned) {
      tracker.plan().ifPresent(this::sayWhatIsLeft);
    }
    tracker.mapRun().ifPresent(mapRun -> tracker.takeIn(mapRun, executions.items(mapRun)));
  }

  private void sayWhatIsLeft(PlanFacts plan) {
    if (plan.published()) {
      view.say("This run is published already; nothing is left to do.");
    } else if (plan.committedBefore() > 0) {
      view.say(
          "Resuming: %,d of %,d chunks are committed already and are not done again."
              .formatted(plan.committedBefore(), plan.chunks()));
    }
  }

  private Standing stop(String arn) {
    view.say("Stopping...");
    executions.stop(arn, "Batchwright.Stopped", "stopped by the user");
    long giveUp = nanoTime.getAsLong() + STOP_PATIENCE.toNanos();
    while (true) {
      Standing standing = executions.standing(arn);
      if (!(standing instanceof Standing.Running)) {
        lookCloser(arn);
        return standing;
      }
      if (nanoTime.getAsLong() > giveUp) {
        return new Standing.Aborted();
      }
      interruption.pause(STOP_PAUSE);
    }
  }
}
