package dev.batchwright.batch.transform;

import java.io.IOException;

/// The end of a pipeline that writes its rows to the output.
final class OutputRows implements LastSink {

  private final RowEncoder encoder;
  private final RowOutput output;

  OutputRows(RowEncoder encoder, RowOutput output) {
    this.encoder = encoder;
    this.output = output;
  }

  @Override
  public boolean take(long number, boolean effect) throws IOException {
    encoder.evaluate(number);
    if (effect) {
      if (output.rows() == 0) {
        encoder.header();
      }
      encoder.write();
      output.rowWritten();
    }
    return true;
  }

  @Override
  public long finish() throws IOException {
    output.finish();
    return output.rows();
  }
}
