package dev.batchwright.batch.model;

import java.util.Objects;

/// What publishing answers: where everything is, and how much of it.
///
/// @param run the run's id
/// @param output the prefix that the output is under
/// @param manifest URI of the manifest
/// @param summary URI of the summary
/// @param quarantine URI of the refused rows, empty where there are none
/// @param work the run's work prefix: its plan, commits and failures
/// @param outputs output objects
/// @param bytesWritten bytes of them
/// @param rowsRead rows read
/// @param rowsWritten rows written
/// @param rowsFiltered rows left out on purpose
/// @param rowsQuarantined rows refused
/// @param failedChunks chunks that failed for good, within the run's tolerance
public record Published(
    String run,
    String output,
    String manifest,
    String summary,
    String quarantine,
    String work,
    long outputs,
    long bytesWritten,
    long rowsRead,
    long rowsWritten,
    long rowsFiltered,
    long rowsQuarantined,
    int failedChunks) {

  public Published {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(quarantine, "quarantine");
    Objects.requireNonNull(work, "work");
  }
}
