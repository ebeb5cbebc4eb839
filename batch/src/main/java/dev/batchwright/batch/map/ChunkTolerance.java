package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.RefusedRows;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.ToleranceExceededException;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.Refusal;
import dev.batchwright.job.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Holds the rows that a chunk refuses against what its job tolerates of one, and says which they
/// were and why.
///
/// An attempt that knows where its first row starts is judged as it goes: by the number at the row
/// that is one too many, by the share at its end. One that guessed may refuse rows that are none,
/// since it took text within quotes for rows; it is committed whatever it refused, and judged by
/// `Check seams` once its guess is known to be right.
final class ChunkTolerance {

  /// Refused rows that a message names.
  private static final int NAMED_ROWS = 10;

  /// The state machine keeps 3,000 characters of a cause.
  private static final int NAMED_CHARACTERS = 200;

  private final Tolerance tolerance;
  private final Chunk chunk;
  private final boolean certain;
  private final List<Refusal> first = new ArrayList<>();
  private long refused;

  /// @param certain whether the attempt knows where its first row starts
  ChunkTolerance(Tolerance tolerance, Chunk chunk, boolean certain) {
    this.tolerance = tolerance;
    this.chunk = chunk;
    this.certain = certain;
  }

  /// @throws ToleranceExceededException when it is one too many
  void add(Refusal refusal) {
    refused++;
    if (first.size() < NAMED_ROWS) {
      first.add(refusal);
    }
    if (certain && refused > tolerance.rows()) {
      throw exceeded("%d rows were refused before its end".formatted(refused));
    }
  }

  /// @throws ToleranceExceededException when it is too large a share of these
  void finish(RowCounts rows) {
    if (certain && !tolerance.allows(refused, rows.read())) {
      throw exceeded("%d of %d rows were refused".formatted(refused, rows.read()));
    }
  }

  /// Judges a commit whose first row is known to be one.
  ///
  /// @throws ToleranceExceededException when it refused too many rows
  static void judge(Tolerance tolerance, Storage storage, Chunk chunk, MapCommit commit) {
    RowCounts rows = commit.rows();
    if (tolerance.allows(rows.quarantined(), rows.read())) {
      return;
    }
    ChunkTolerance late = new ChunkTolerance(tolerance, chunk, false);
    commit.refused().ifPresent(refused -> late.read(storage, refused));
    late.refused = rows.quarantined();
    throw late.exceeded("%d of %d rows were refused".formatted(late.refused, rows.read()));
  }

  private void read(Storage storage, RefusedRows rows) {
    PinnedObject object = new PinnedObject(storage, rows.object());
    try (Lines lines = new Lines(object.place(), object.open(0, object.sizeBytes()))) {
      while (first.size() < NAMED_ROWS && lines.next()) {
        add(lines.as(Refusal.class));
      }
    }
  }

  private ToleranceExceededException exceeded(String what) {
    return new ToleranceExceededException(
        "%s: %s, the job tolerates %s a chunk; nothing was published. The first: %s. Mend the input"
                .formatted(
                    chunk.place(),
                    what,
                    tolerance.noun(),
                    first.stream().map(ChunkTolerance::named).collect(Collectors.joining("; ")))
            + ", or have the job tolerate more, and start a new run");
  }

  private static String named(Refusal row) {
    String column = row.column().isEmpty() ? "" : row.column() + ": ";
    String text =
        "[%s bytes [%d, %d)] %s%s"
            .formatted(row.place(), row.startByte(), row.endByte(), column, row.reason());
    return text.length() <= NAMED_CHARACTERS ? text : text.substring(0, NAMED_CHARACTERS) + "...";
  }
}
