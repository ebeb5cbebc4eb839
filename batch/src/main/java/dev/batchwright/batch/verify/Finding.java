package dev.batchwright.batch.verify;

import java.util.Objects;

/// Something that does not hold.
///
/// @param kind what sort of thing
/// @param place the object, chunk or partition
/// @param what what was expected, and what is there
public record Finding(Kind kind, String place, String what) {

  /// Sorts of findings, each with what to do.
  public enum Kind {
    /// `_SUCCESS` is gone.
    SUCCESS_MISSING("start the same run id again, which writes it again and changes nothing else"),
    /// `manifest.json` is gone, cannot be read, or is another run's.
    MANIFEST_DAMAGED(
        "restore the earlier version of it; without one, delete _SUCCESS and start the same run id"
            + " again, which writes both again"),
    /// The plan, a commit or a list of the run's work is gone or was changed.
    WORK_DAMAGED("restore the run's work prefix from its versions or its backup"),
    /// The commits no longer account for the plan.
    LEDGER_UNBALANCED("restore the run's work prefix from its versions or its backup"),
    /// An output of the manifest is gone.
    OUTPUT_MISSING(
        "restore it from its version or backup, or run the job again under a new run id"),
    /// An output is not what was published.
    OUTPUT_CHANGED(
        "restore it from its version or backup, or run the job again under a new run id"),
    /// Something lies beside the outputs that the manifest does not know.
    OUTPUT_UNKNOWN(
        "readers of the prefix read it as well: move it elsewhere, and find out who wrote it"),
    /// Two counts that are to be the same are not.
    COUNTS_DIFFER("do not trust either: run the job again under a new run id, and report it"),
    /// The object of refused rows is gone or is not whole.
    QUARANTINE_DAMAGED("restore it from its version or backup; the output does not depend on it");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }

    /// What to do.
    public String advice() {
      return advice;
    }
  }

  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
  }
}
