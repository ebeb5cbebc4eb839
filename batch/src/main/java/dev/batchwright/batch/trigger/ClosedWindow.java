package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;

/// A window that is closed for good.
///
/// @param run the run of its uploads
/// @param request what the run is asked to do
/// @param uploads how many object versions are in it
public record ClosedWindow(String run, RunRequest request, int uploads) {}
