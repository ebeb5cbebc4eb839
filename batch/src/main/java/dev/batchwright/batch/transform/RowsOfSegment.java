package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.model.RowCounts;
import java.io.IOException;

/// The rows of one segment on their way through a pipeline, one by one or block by block, counted.
final class RowsOfSegment {

  /// A block with fewer rows than this was not worth it.
  private static final int FEW_ROWS = 8;

  /// So many rows are then taken one by one, before blocks are tried again.
  private static final int ROWS_ALONE = 1 << 8;

  private final String place;
  private final RowReader reader;
  private final RowSink sink;
  private final RefusalSink refusals;
  private long number;
  private long read;
  private long kept;
  private long refused;

  /// @param number of the row before the first one: no two rows of a mapper have the same
  RowsOfSegment(String place, RowReader reader, RowSink sink, RefusalSink refusals, long number) {
    this.place = place;
    this.reader = reader;
    this.sink = sink;
    this.refusals = refusals;
    this.number = number;
  }

  RowCounts counts() {
    return new RowCounts(read, kept, read - kept - refused, refused);
  }

  /// Takes all rows one by one.
  ///
  /// @return the last one's number
  long takeRows() throws IOException {
    while (next()) {
      continue;
    }
    return number;
  }

  /// Takes all rows, in blocks as far as that goes.
  ///
  /// @return the last one's number
  long takeBlocks(BlockSinks sinks) throws IOException {
    BlockRows rows = sinks.rows();
    boolean more = true;
    while (more) {
      int count = reader.nextBlock(rows.block);
      if (count > 0) {
        rows.begin();
        sinks.take();
        takeTheOthers(sinks, rows);
      }
      more = next();
      for (int i = 1; i < ROWS_ALONE && more && count < FEW_ROWS; i++) {
        more = next();
      }
    }
    return number;
  }

  /// Takes the rows of a block that are left to be taken one by one, in their order.
  private void takeTheOthers(BlockSinks sinks, BlockRows rows) throws IOException {
    int count = rows.block.rows();
    if (sinks.takesAll()) {
      kept += rows.count;
      if (rows.asideCount() == 0) {
        read += count;
        number += count;
        return;
      }
    }
    int selected = 0;
    for (int row = 0; row < count; row++) {
      boolean passed = selected < rows.count && rows.selected[selected] == row;
      selected += passed ? 1 : 0;
      boolean aside = rows.isAside(row);
      if (aside || (passed && !sinks.takesAll())) {
        if (!reader.load(rows.block, row)) {
          if (sinks.takesAll()) {
            throw new IllegalStateException("a column was asked for after rows were taken");
          }
          return;
        }
        take(aside ? sink : sinks.rest());
      } else {
        number++;
        read++;
      }
    }
  }

  /// Takes the next row, whatever is the matter with it.
  private boolean next() throws IOException {
    int state = reader.next();
    if (state == RowReader.ROW) {
      take(sink);
    } else if (state == RowReader.REFUSED) {
      refuse("", reader.problem());
      read++;
    }
    return state != RowReader.END;
  }

  private void take(RowSink target) throws IOException {
    try {
      if (target.take(++number, true)) {
        kept++;
      }
    } catch (RefusedRowException e) {
      refuse(e.column(), e.reason());
    }
    read++;
  }

  private void refuse(String column, String reason) throws IOException {
    refused++;
    refusals.refuse(
        new Refusal(
            place, reader.startByte(), reader.endByte(), read, column, reason, reader.text()));
  }
}
