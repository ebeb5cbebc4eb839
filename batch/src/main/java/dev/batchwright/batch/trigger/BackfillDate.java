package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;
import java.time.LocalDate;

/// One date of a backfill.
///
/// @param date the date
/// @param run the run's id, and its first execution's name
/// @param again the execution's name where the run was started before and failed
/// @param request what the run is asked to do
public record BackfillDate(LocalDate date, String run, String again, RunRequest request) {}
