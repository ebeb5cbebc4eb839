package dev.batchwright.batch.transform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV as the format's doc says it, byte by byte and with objects for everything: what the readers
/// are held against.
final class CsvReference {

  /// A row: its fields, a missing one null; or none where it is refused.
  record ReferenceRow(long startByte, @Nullable List<@Nullable String> fields) {}

  private final byte[] bytes;
  private final int columns;
  private int at;
  private boolean bad;

  private CsvReference(byte[] bytes, int columns) {
    this.bytes = bytes;
    this.columns = columns;
  }

  static List<ReferenceRow> rows(byte[] bytes, int columns) {
    CsvReference reference = new CsvReference(bytes, columns);
    List<ReferenceRow> rows = new ArrayList<>();
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    reference.at = mark ? 3 : 0;
    while (reference.at < bytes.length) {
      int start = reference.at;
      List<@Nullable String> fields = reference.row();
      boolean blank = fields.size() == 1 && fields.getFirst() == null && !reference.bad;
      if (blank && columns != 1) {
        continue;
      }
      boolean refused = reference.bad || fields.size() != columns;
      rows.add(new ReferenceRow(start, refused ? null : fields));
    }
    return rows;
  }

  private List<@Nullable String> row() {
    bad = false;
    List<@Nullable String> fields = new ArrayList<>();
    do {
      fields.add(at < bytes.length && bytes[at] == '"' ? quoted() : plain());
    } while (at < bytes.length && bytes[at++] == ',');
    return fields;
  }

  private @Nullable String plain() {
    int start = at;
    while (at < bytes.length && bytes[at] != ',' && bytes[at] != '\n') {
      at++;
    }
    boolean lineEnd = at < bytes.length && bytes[at] == '\n';
    int end = lineEnd && at > start && bytes[at - 1] == '\r' ? at - 1 : at;
    return start == end ? null : decode(start, end);
  }

  private @Nullable String quoted() {
    List<Byte> text = new ArrayList<>();
    at++;
    while (true) {
      if (at == bytes.length) {
        bad = true;
        return null;
      }
      byte b = bytes[at++];
      if (b != '"') {
        text.add(b);
      } else if (at < bytes.length && bytes[at] == '"') {
        text.add(b);
        at++;
      } else {
        break;
      }
    }
    boolean crlf = at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    at += crlf ? 1 : 0;
    if (at < bytes.length && bytes[at] != ',' && bytes[at] != '\n') {
      bad = true;
      plain();
    }
    byte[] copy = new byte[text.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = text.get(i);
    }
    return decode(copy, 0, copy.length);
  }

  private String decode(int start, int end) {
    return decode(bytes, start, end);
  }

  private String decode(byte[] source, int start, int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(source, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      bad = true;
      return "";
    }
  }
}
