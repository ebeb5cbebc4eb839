package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.S3Location;
import java.time.LocalDate;
import java.util.List;

/// What a backfill is going to do.
///
/// @param binding the binding whose job runs
/// @param dates how many dates there are in all
/// @param left how many of them are to run
/// @param skipped those that are published already
/// @param items where those to run are listed, a JSON array of [BackfillDate]
/// @param atMost runs at once
public record PlannedBackfill(
    String binding, int dates, int left, List<LocalDate> skipped, S3Location items, int atMost) {

  public PlannedBackfill {
    skipped = List.copyOf(skipped);
  }
}
