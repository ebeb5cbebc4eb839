package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a failed attempt leaves behind, so that a run's failure can say which item failed and why:
/// the state machine itself only knows that too many did.
///
/// @param stage `map` or `reduce`
/// @param item the chunk's or partition's number
/// @param attempt the attempt's id
/// @param error the error's name in the States Language
/// @param cause its message
/// @param at when
/// @param worker who failed
public record FailureNote(
    String stage, int item, String attempt, String error, String cause, Instant at, String worker) {

  private static final Logger LOG = LoggerFactory.getLogger(FailureNote.class);

  public FailureNote {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(worker, "worker");
  }

  /// Leaves a note. The failure itself matters more than a note of it, so that a note which cannot
  /// be written is only logged.
  public static void leave(
      StageEnvironment environment, S3Location at, Attempt attempt, Item item, Exception failure) {
    FailureNote note =
        new FailureNote(
            item.stage(),
            item.number(),
            attempt.id(),
            failure.getClass().getName(),
            String.valueOf(failure.getMessage()),
            environment.clock().instant(),
            environment.worker());
    byte[] json = Json.write(note);
    try {
      attempt.storage().put(at, json, 0, json.length);
    } catch (RuntimeException e) {
      LOG.warn("no note at {}: {}", at, e.toString());
    }
  }

  /// An item of a stage.
  ///
  /// @param stage `map` or `reduce`
  /// @param number the chunk's or partition's number
  public record Item(String stage, int number) {

    public Item {
      Objects.requireNonNull(stage, "stage");
    }
  }
}
