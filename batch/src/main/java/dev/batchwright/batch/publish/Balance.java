package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Accounts;
import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.UnbalancedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One walk over the ledger: its accounts, and what it gathers for publishing on the way. For one
/// publisher.
final class Balance {

  private final RunPlan plan;
  private final QuarantineWriter quarantine;
  private final OutputSpool outputs;
  private final CheckLedger ledger;
  private final Accounts accounts;
  private final Attempt attempt;
  private Optional<Published> result = Optional.empty();
  private List<CheckResult> checks = List.of();

  /// @param without numbers of chunks that the output goes without, whatever is there
  Balance(Attempt attempt, Run run, Set<Integer> without) {
    this.attempt = attempt;
    this.plan = run.plan();
    quarantine = new QuarantineWriter(attempt.storage(), plan, attempt.id());
    outputs = new OutputSpool(attempt.storage(), plan.layout().outputs(attempt.id()), attempt.id());
    ledger = new CheckLedger(run);
    accounts =
        new Accounts(attempt.storage(), plan, without, new Gathering(quarantine, outputs, ledger));
    attempt.otherwise(_ -> outputs.discard());
  }

  /// Goes through the ledger and makes the quarantine.
  ///
  /// @return what would be published
  /// @throws UnbalancedException when anything is missing or doubled
  Published strike() {
    balance();
    Published found = published(quarantine.finish());
    result = Optional.of(found);
    return found;
  }

  private void balance() {
    try {
      accounts.balance();
    } catch (UnbalancedException e) {
      throw new UnbalancedException(e.getMessage() + ". Nothing was published", e);
    }
  }

  /// Decides what came of the job's checks.
  ///
  /// @throws dev.batchwright.batch.model.ChecksFailedException when one fails
  void check() {
    checks = ledger.results(attempt.storage(), accounts.rowsWritten(), attempt.id());
    FailedChecks.refuse(checks, plan.layout().failedSummary());
  }

  private Published published(Optional<String> refused) {
    RowCounts rows = accounts.rows();
    return new Published(
        plan.run(),
        plan.request().output(),
        ManifestWriter.location(plan).uri(),
        plan.layout().summary().uri(),
        refused.orElse(""),
        plan.layout().work().uri(),
        outputs.outputs(),
        accounts.bytesWritten(),
        rows.read(),
        accounts.rowsWritten(),
        rows.filtered(),
        rows.quarantined(),
        accounts.failedChunks());
  }

  Accounts accounts() {
    return accounts;
  }

  OutputSpool outputs() {
    return outputs;
  }

  /// What came of the job's checks; none before they were decided.
  List<CheckResult> checks() {
    return checks;
  }

  /// What would be published; empty where the ledger does not balance.
  Optional<Published> result() {
    return result;
  }

  /// Takes back what was gathered: another walk does it again.
  void discard() {
    quarantine.discard();
    outputs.discard();
  }

  /// Takes the quarantine back where nobody is told of it.
  void discardUntold() {
    if (result.isEmpty()) {
      quarantine.discard();
    }
  }
}
