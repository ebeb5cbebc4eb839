package dev.batchwright.cli.summary;

import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.cli.execution.PlanFacts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What came of a run, as far as the command line knows it. Places are as the user writes them.
///
/// @param run the run's id
/// @param job its job
/// @param inputs what it read
/// @param output where it was to write
/// @param elapsed from the start of the execution to its end
/// @param execution the ARN of the execution
/// @param plan what the plan said, where one was made
/// @param outcome how it ended
/// @param work where its plan, commits and failures are, where a plan was made
/// @param deadLetters where the messages about what was given up are
/// @param log where the log of this process is, where it has one
/// @param resume the command line that goes on with the run
public record RunReport(
    String run,
    String job,
    List<String> inputs,
    String output,
    Duration elapsed,
    String execution,
    Optional<PlanFacts> plan,
    Outcome outcome,
    Optional<String> work,
    String deadLetters,
    Optional<String> log,
    String resume) {

  public RunReport {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(job, "job");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(deadLetters, "deadLetters");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(resume, "resume");
  }

  /// How a run ended.
  public sealed interface Outcome {

    /// All of it is visible.
    ///
    /// @param published what publishing answered
    /// @param effort what the run took, where its summary says so
    /// @param checks what came of the job's checks, where its summary says so
    /// @param refused the first refused rows, a line each
    /// @param preview the first rows of the output, the header first, where it is one small CSV
    record Visible(
        Published published,
        Optional<Effort> effort,
        List<CheckResult> checks,
        List<String> refused,
        List<List<String>> preview)
        implements Outcome {
      public Visible {
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(effort, "effort");
        checks = List.copyOf(checks);
        refused = List.copyOf(refused);
        preview = List.copyOf(preview);
      }
    }

    /// Nothing of it is visible.
    record Failed(RunFailure failure) implements Outcome {
      public Failed {
        Objects.requireNonNull(failure, "failure");
      }
    }

    /// It could not be done as asked for; nothing was written.
    record Refused(RunFailure failure) implements Outcome {
      public Refused {
        Objects.requireNonNull(failure, "failure");
      }
    }

    /// The user stopped it.
    ///
    /// @param committed items of the stage under way that are committed
    /// @param total items of that stage; 0 where that was not known yet
    /// @param noun what they are
    record Stopped(long committed, long total, String noun) implements Outcome {
      public Stopped {
        Objects.requireNonNull(noun, "noun");
      }
    }
  }

  /// What a run took.
  ///
  /// @param attempts attempts at items, those that failed among them
  /// @param retries those beyond an item's first
  /// @param requests requests to the object store as the attempts that won sent them
  public record Effort(long attempts, long retries, long requests) {}
}
