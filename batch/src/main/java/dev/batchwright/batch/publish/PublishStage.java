package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Accounts;
import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.Claim;
import dev.batchwright.batch.commit.Decision;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.ToleranceExceededException;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.table.Current;
import dev.batchwright.batch.table.Table;
import dev.batchwright.job.Tolerance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stage `Publish`: goes through the ledger, and only when it balances completes the outputs, then
/// writes the manifest, the summary, and `_SUCCESS`. Where the run is of a table, the table points
/// at it after that.
///
/// Everything it does can be done again after a crash at any point. Where it refuses, it takes
/// nothing back, since a redrive goes on from what is there, and its summary says why.
///
/// Safe for many threads.
public final class PublishStage {

  private static final Logger LOG = LoggerFactory.getLogger(PublishStage.class);

  private final StageEnvironment environment;
  private final Runs runs;

  public PublishStage(StageEnvironment environment) {
    this.environment = environment;
    this.runs = new Runs(environment.clock());
  }

  /// Publishes a run, or says what was published where that is done already.
  ///
  /// @throws UnbalancedException when bytes, rows or chunks are missing or doubled
  /// @throws ToleranceExceededException when more was refused than the job tolerates
  /// @throws dev.batchwright.batch.model.ChecksFailedException when the rows that were written are
  ///   not what the job expects
  public Published publish(WorkRef request) {
    Run run = runs.at(environment.storage(), request.work());
    try (Attempt attempt = new Attempt(environment)) {
      Optional<Published> before = published(attempt.storage(), run.plan());
      Published found = before.isPresent() ? before.get() : publishNow(attempt, run);
      point(attempt.storage(), run.plan());
      return found;
    }
  }

  /// The last effect of all, which may be come to again: until then readers of the table see the
  /// run before.
  private void point(Storage storage, RunPlan plan) {
    plan.request()
        .table()
        .ifPresent(table -> {
          Current now =
              new Table(storage, S3Location.parse(table), environment.clock()).advance(plan);
          if (!now.run().equals(plan.run())) {
            LOG.warn(
                "run {} is published; table {} stays at run {}, which is after it",
                plan.run(),
                table,
                now.run());
          }
        });
  }

  private static S3Location success(RunPlan plan) {
    return plan.request().outputPrefix().plus("_SUCCESS");
  }

  private static Optional<Published> published(Storage storage, RunPlan plan) {
    if (storage.head(success(plan)).isEmpty()) {
      return Optional.empty();
    }
    return Summary.find(storage, plan.layout()).filter(Summary::published).flatMap(Summary::result);
  }

  private Published publishNow(Attempt attempt, Run run) {
    Storage storage = attempt.storage();
    RunPlan plan = run.plan();
    Balance balance = new Balance(attempt, run, Set.of());
    try {
      check(run, balance);
      Decision decision = Decision.take(storage, plan, balance.accounts().missing());
      if (!decision.without().equals(balance.accounts().missing())) {
        balance.discard();
        balance = new Balance(attempt, run, decision.without());
        check(run, balance);
      }
      Claim.publish(storage, plan.layout(), attempt.id(), environment.clock().instant());
      return complete(storage, plan, balance);
    } catch (BatchException e) {
      balance.discardUntold();
      summary(plan, balance, Optional.of(e)).write(storage, plan.layout());
      throw e;
    }
  }

  private static void check(Run run, Balance balance) {
    Published found = balance.strike();
    checkFailedChunks(run.plan(), balance.accounts());
    checkTolerance(run, found);
    balance.check();
  }

  private Published complete(Storage storage, RunPlan plan, Balance balance) {
    Published found = balance.result().orElseThrow();
    ManifestWriter.write(
        storage,
        plan,
        new ManifestWriter.Head(
            found, balance.checks(), balance.accounts().failed(), environment.clock().instant()),
        balance.outputs());
    summary(plan, balance, Optional.empty()).write(storage, plan.layout());
    storage.put(success(plan), new byte[0], 0, 0);
    return found;
  }

  /// The state machine stops a Map Run that exceeds its tolerance, where its target does so at all;
  /// here it is held against the ledger.
  private static void checkFailedChunks(RunPlan plan, Accounts accounts) {
    double tolerated = plan.request().options().toleratedFailurePercentage().orElse(0);
    int chunks = plan.totals().chunks();
    if (accounts.failedChunks() * 100.0 > tolerated * chunks) {
      throw new UnbalancedException(
          String.format(
                  Locale.ROOT,
                  "%d of %d chunks have no commit%s, %s%% are tolerated; nothing was published. The"
                      + " first is %s",
                  accounts.failedChunks(),
                  chunks,
                  accounts.unconfirmedChunks() == 0
                      ? ""
                      : " or are behind such a one, so that nobody knows where their rows start",
                  tolerated,
                  accounts.failed().getFirst())
              + ". See "
              + plan.layout().failures()
              + ", then start the same run id again");
    }
  }

  private static void checkTolerance(Run run, Published found) {
    Tolerance tolerance = run.tolerance();
    if (!tolerance.allows(found.rowsQuarantined(), found.rowsRead())) {
      throw new ToleranceExceededException(
          "%d of %d rows were refused, the job tolerates %s; nothing was published. They are in %s,"
                  .formatted(
                      found.rowsQuarantined(),
                      found.rowsRead(),
                      tolerance.noun(),
                      found.quarantine())
              + " each with its reason");
    }
  }

  private Summary summary(RunPlan plan, Balance balance, Optional<BatchException> refused) {
    Accounts accounts = balance.accounts();
    return new Summary(
        plan.run(),
        plan.request().job(),
        refused.isEmpty(),
        refused.map(e -> e.getClass().getName()),
        refused.map(e -> String.valueOf(e.getMessage())),
        balance.result(),
        accounts.rows(),
        balance.checks(),
        List.copyOf(accounts.failed()),
        accounts.effects(),
        environment.clock().instant());
  }
}
