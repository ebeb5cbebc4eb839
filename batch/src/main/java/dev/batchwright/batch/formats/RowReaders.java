package dev.batchwright.batch.formats;

import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Codec;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Format;
import dev.batchwright.job.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Opens objects as rows, in whatever format and codec their keys or the job say. Remembers the
/// headers of the objects that it has seen, so that the chunks of one large object fetch its header
/// once a process. May be shared by threads.
public final class RowReaders {

  /// How far a header is expected to reach; a longer one is read as well.
  private static final int HEADER_HINT_BYTES = 64 << 10;

  /// More headers than this are not kept.
  private static final int MAX_HEADERS = 1_000;

  private final Format format;
  private final Map<String, List<String>> headers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
          return size() > MAX_HEADERS;
        }
      };

  /// Readers of this format.
  public RowReaders(Format format) {
    this.format = format;
  }

  /// The format of the object with this key.
  ///
  /// @throws BadRequestException when the key's suffix should say it, and does not
  public static Format formatOf(Format format, String key) {
    return switch (format) {
      case Csv csv -> csv;
      case JsonLines json -> json;
      case Format.ByKey _ ->
          Format.ByKey.of(key)
              .orElseThrow(() ->
                  new BadRequestException(
                      ("the key '%s' does not say its format; expected .csv, .tsv, .jsonl, .ndjson"
                              + " or .json, with .gz or .zst; state it with --set format=csv")
                          .formatted(key)));
    };
  }

  /// The codec of the object with this key.
  public static Codec codecOf(Format format, String key) {
    return format.codec().orElse(Codec.ofKey(key));
  }

  /// The key of an object that messages name `s3://bucket/key@etag`.
  public static String keyOf(ObjectBytes object) {
    String place = object.place();
    int at = place.lastIndexOf('@');
    return at < 0 ? place : place.substring(0, at);
  }

  /// Opens an object at its first row.
  ///
  /// @param endByte rows that start there or later are not given, in decoded bytes
  /// @param limits how much is read
  /// @throws BadInputException when it cannot be read as rows at all
  public RowReader openStart(ObjectBytes object, long endByte, ReadLimits limits)
      throws IOException {
    String key = keyOf(object);
    Codec codec = codecOf(format, key);
    long hintByte =
        codec == Codec.PLAIN ? Math.min(endByte, object.sizeBytes()) : object.sizeBytes();
    RowReader reader = open(object, 0, hintByte, limits);
    boolean ready = false;
    try {
      reader.window.require(4);
      reader.window.position +=
          Utf8.byteOrderMark(reader.window.bytes, reader.window.limit, object.place());
      if (reader instanceof CsvReader csv && csv.columns().isEmpty()) {
        List<String> columns = csv.readHeader(object.place());
        synchronized (headers) {
          headers.put(object.place(), columns);
        }
      }
      ready = true;
    } finally {
      if (!ready) {
        reader.close();
      }
    }
    reader.endByte = endByte;
    return reader;
  }

  /// Opens a plain object at the row that starts at `rowByte`.
  public RowReader openRow(ObjectBytes object, long rowByte, long endByte, ReadLimits limits)
      throws IOException {
    if (rowByte == 0) {
      return openStart(object, endByte, limits);
    }
    List<String> columns = columnsOf(object, limits);
    RowReader reader = open(object, rowByte, endByte, limits);
    reader.endByte = endByte;
    if (reader instanceof CsvReader csv) {
      csv.columns(columns);
    }
    return reader;
  }

  /// Opens a plain object at the first row that starts at or after `startByte`, as far as can be
  /// told from there; [RowReader#nextRowByte()] says where that is.
  public RowReader openSomewhere(
      ObjectBytes object, long startByte, long endByte, ReadLimits limits) throws IOException {
    RowReader reader = openRow(object, startByte - 1, endByte, limits);
    boolean ready = false;
    try {
      reader.seek();
      ready = true;
    } finally {
      if (!ready) {
        reader.close();
      }
    }
    return reader;
  }

  /// The columns of an object in the order of its header; none for JSON Lines.
  public List<String> columnsOf(ObjectBytes object, ReadLimits limits) throws IOException {
    if (!(formatOf(format, keyOf(object)) instanceof Csv csv)) {
      return List.of();
    }
    if (!csv.hasHeader()) {
      return csv.columns();
    }
    synchronized (headers) {
      List<String> known = headers.get(object.place());
      if (known != null) {
        return known;
      }
    }
    try (RowReader reader = openStart(object, HEADER_HINT_BYTES, limits)) {
      return reader.columns();
    }
  }

  private RowReader open(ObjectBytes object, long startByte, long hintByte, ReadLimits limits)
      throws IOException {
    String key = keyOf(object);
    Codec codec = codecOf(format, key);
    Format concrete = formatOf(format, key);
    InputStream stored = object.open(startByte, hintByte);
    ByteWindow window =
        new ByteWindow(
            codec == Codec.PLAIN
                ? stored
                : new LimitedDecoding(Codecs.decode(codec, stored), object, limits.decodedBytes()),
            startByte,
            codec == Codec.PLAIN ? object.sizeBytes() - startByte : Long.MAX_VALUE,
            codec != Codec.PLAIN);
    return concrete instanceof Csv csv
        ? new CsvReader(csv, window, limits.rowBytes())
        : new JsonReader(window, limits.rowBytes());
  }
}
