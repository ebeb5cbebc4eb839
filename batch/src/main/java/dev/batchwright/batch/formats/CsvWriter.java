package dev.batchwright.batch.formats;

import dev.batchwright.job.Csv;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes CSV after RFC 4180, with LF as the line end. Quotes only where reading it back needs
/// them: an empty text, or one that would read as a missing value, is quoted too.
final class CsvWriter extends RowWriter {

  /// What numbers, dates, timestamps, true and false are made of.
  private static final String LITERAL_CHARACTERS = "0123456789-.:TZtruefals";

  private final boolean literalsNeedQuotes;
  private final byte delimiter;
  private final byte quote;
  private final boolean[] special = new boolean[256];
  private final byte[][] missing;
  private final byte[] missingText;
  private final boolean hasHeader;
  private final List<String> columns;
  private boolean first;

  CsvWriter(Csv format, List<String> columns, ByteBuilder out) {
    super(out);
    delimiter = (byte) format.delimiter();
    quote = (byte) format.quote();
    special[delimiter] = true;
    special[quote] = true;
    special['\n'] = true;
    special['\r'] = true;
    literalsNeedQuotes = LITERAL_CHARACTERS.indexOf(format.delimiter()) >= 0;
    missing =
        format.missing().stream()
            .map(it -> it.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    missingText = missing.length == 0 ? new byte[0] : missing[0];
    hasHeader = format.hasHeader();
    this.columns = columns;
  }

  @Override
  public void header() {
    if (hasHeader) {
      beginRow();
      for (String column : columns) {
        byte[] name = column.getBytes(StandardCharsets.UTF_8);
        text(name, 0, name.length);
      }
      endRow();
    }
  }

  @Override
  public void beginRow() {
    first = true;
  }

  @Override
  public void endRow() {
    out.put('\n');
  }

  private void separate() {
    if (!first) {
      out.put(delimiter);
    }
    first = false;
  }

  @Override
  public void missing() {
    separate();
    out.put(missingText);
  }

  @Override
  public void json(byte[] bytes, int start, int end) {
    text(bytes, start, end);
  }

  @Override
  public void text(byte[] bytes, int start, int end) {
    separate();
    for (int i = start; i < end; i++) {
      if (special[bytes[i] & 0xFF]) {
        quoted(bytes, start, end);
        return;
      }
    }
    if (readsAsMissing(bytes, start, end)) {
      quoted(bytes, start, end);
    } else {
      out.put(bytes, start, end);
    }
  }

  private boolean readsAsMissing(byte[] bytes, int start, int end) {
    if (start == end) {
      return true;
    }
    for (byte[] text : missing) {
      if (Arrays.equals(text, 0, text.length, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }

  private void quoted(byte[] bytes, int start, int end) {
    out.put(quote);
    for (int i = start; i < end; i++) {
      if (bytes[i] == quote) {
        out.put(quote);
      }
      out.put(bytes[i]);
    }
    out.put(quote);
  }

  @Override
  public ByteBuilder beginLiteral(boolean quotedInJson) {
    separate();
    endLiteral(quotedInJson);
    return out;
  }

  @Override
  public void endLiteral(boolean quotedInJson) {
    if (literalsNeedQuotes) {
      out.put(quote);
    }
  }
}
