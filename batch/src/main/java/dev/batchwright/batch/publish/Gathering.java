package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Accounts;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.ReduceCommit;
import java.util.Objects;

/// Takes from the ledger what is to be published.
///
/// @param quarantine takes the refused rows
/// @param outputs takes the uploads that are to be completed
/// @param checks adds up what workers counted for the job's checks
record Gathering(QuarantineWriter quarantine, OutputSpool outputs, CheckLedger checks)
    implements Accounts.Visitor {

  Gathering {
    Objects.requireNonNull(quarantine, "quarantine");
    Objects.requireNonNull(outputs, "outputs");
    Objects.requireNonNull(checks, "checks");
  }

  @Override
  public void chunk(MapCommit winner) {
    quarantine.add(winner);
    checks.add(winner);
  }

  @Override
  public void partition(ReduceCommit winner) {
    checks.add(winner);
  }

  @Override
  public void output(CommittedOutput output) {
    outputs.add(output);
  }
}
