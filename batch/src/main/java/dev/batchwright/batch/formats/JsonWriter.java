package dev.batchwright.batch.formats;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes JSON Lines: an object a row, with its members in the order of the columns.
final class JsonWriter extends RowWriter {

  private final byte[][] names;
  private int column;

  JsonWriter(List<String> columns, ByteBuilder out) {
    super(out);
    names = columns.stream().map(JsonWriter::member).toArray(byte[][]::new);
  }

  private static byte[] member(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuilder member = new ByteBuilder(text.length + 8);
    JsonText.quote(text, 0, text.length, member);
    member.put(':');
    return member.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void header() {}

  @Override
  public void beginRow() {
    column = 0;
    out.put('{');
  }

  @Override
  public void endRow() {
    out.put('}');
    out.put('\n');
  }

  private void name() {
    if (column > 0) {
      out.put(',');
    }
    out.put(names[column++]);
  }

  @Override
  public void missing() {
    name();
    out.put("null");
  }

  @Override
  public void text(byte[] bytes, int start, int end) {
    name();
    JsonText.quote(bytes, start, end, out);
  }

  @Override
  public void json(byte[] bytes, int start, int end) {
    name();
    out.put(bytes, start, end);
  }

  @Override
  public ByteBuilder beginLiteral(boolean quotedInJson) {
    name();
    if (quotedInJson) {
      out.put('"');
    }
    return out;
  }

  @Override
  public void endLiteral(boolean quotedInJson) {
    if (quotedInJson) {
      out.put('"');
    }
  }
}
