package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.BadRequestException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.OptionalInt;

/// What a backfill is asked: the input of the state machine `Backfill`.
///
/// @param binding the binding whose job runs
/// @param from the first date
/// @param to the last date, not before the first; at most [#MAX_DATES] in all
/// @param atMost runs at once, 1 to [#MAX_DATES]; [#AT_MOST] where absent
public record BackfillRequest(String binding, LocalDate from, LocalDate to, OptionalInt atMost) {

  /// What is told of each date at the end has to fit into 256 KiB, a state's limit.
  public static final int MAX_DATES = 500;

  /// Each run may use the whole concurrency of the account, so that few at once are fastest.
  public static final int AT_MOST = 4;

  public BackfillRequest {
    Objects.requireNonNull(binding, "binding");
    Objects.requireNonNull(atMost, "atMost");
    if (from == null || to == null || to.isBefore(from)) {
      throw new BadRequestException(
          "the backfill is from %s to %s, expected two dates as 2026-01-31, the first before the"
                  .formatted(from, to)
              + " last or the same");
    }
    if (from.plusDays(MAX_DATES).isBefore(to.plusDays(1))) {
      throw new BadRequestException(
          "the backfill is from %s to %s, expected at most %,d dates; split it"
              .formatted(from, to, MAX_DATES));
    }
    int most = atMost.orElse(AT_MOST);
    if (most < 1 || most > MAX_DATES) {
      throw new BadRequestException(
          "atMost is %d, expected 1 to %,d runs at once".formatted(most, MAX_DATES));
    }
  }
}
