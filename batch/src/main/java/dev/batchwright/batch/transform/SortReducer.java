package dev.batchwright.batch.transform;

import java.io.IOException;
import java.util.List;

/// Writes rows that come in order, as the mappers have written them already.
final class SortReducer implements Reducer {

  private final RowEncoder header;
  private final RowOutput output;

  /// @param header writes what stands before the first row
  SortReducer(RowEncoder header, RowOutput output) {
    this.header = header;
    this.output = output;
  }

  @Override
  public void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException {
    if (output.rows() == 0) {
      header.header();
    }
    output.pending().put(bytes, keyEnd, valueEnd);
    output.rowWritten();
  }

  @Override
  public long finish() throws IOException {
    output.finish();
    return output.rows();
  }

  /// Its rows were checked by the mappers, which knew their columns.
  @Override
  public List<Tally> tallies() {
    return List.of();
  }
}
