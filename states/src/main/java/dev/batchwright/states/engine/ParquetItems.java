package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.RangedObject;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The rows of a Parquet file as objects, read a row group at a time.
final class ParquetItems implements ItemSource {

  /// Largest row group. (AWS: "256MB is the maximum row-group size".)
  private static final long MAX_ROW_GROUP_BYTES = 256L << 20;

  /// Largest footer. (AWS: "5MB is the maximum footer size".)
  private static final int MAX_FOOTER_BYTES = 5 << 20;

  /// The length of the footer, little-endian, and the letters PAR1.
  private static final int TAIL_BYTES = 8;

  private final ParquetFileReader file;
  private final RowReader rows;
  private final String uri;
  private long index;

  private ParquetItems(ParquetFileReader file, String uri) {
    this.file = file;
    this.rows = file.rowReader();
    this.uri = uri;
  }

  /// Opens a file.
  ///
  /// @throws IOException when it is not there, is no Parquet, or exceeds one of the service's
  ///   limits
  static ItemSource open(ItemStore store, ObjectPlace place) throws IOException {
    if (place.versionId().isPresent()) {
      throw new IOException("VersionId is not for Parquet files; leave it out");
    }
    RangedObject object = store.openRanged(place.bucket(), place.key());
    try {
      checkFooter(object);
      ParquetFileReader file = ParquetFileReader.open(new Input(object, place.toString()));
      for (RowGroup group : file.getFileMetaData().rowGroups()) {
        check("a row group", group.totalByteSize(), MAX_ROW_GROUP_BYTES);
      }
      return new ParquetItems(file, place.uri());
    } catch (IOException | RuntimeException e) {
      object.close();
      throw new IOException("the file is not readable as Parquet: " + e.getMessage(), e);
    }
  }

  private static void checkFooter(RangedObject object) throws IOException {
    if (object.sizeBytes() < TAIL_BYTES) {
      throw new IOException("it has " + object.sizeBytes() + " bytes");
    }
    ByteBuffer tail = object.read(object.sizeBytes() - TAIL_BYTES, TAIL_BYTES);
    check("the footer", tail.order(ByteOrder.LITTLE_ENDIAN).getInt(0), MAX_FOOTER_BYTES);
  }

  private static void check(String what, long bytes, long most) throws IOException {
    if (bytes > most) {
      throw new IOException(what + " has " + bytes + " bytes, at most " + most + " are read");
    }
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      rows.next();
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < rows.getFieldCount(); i++) {
        item.set(rows.getFieldName(i), ParquetValues.json(rows.getValue(i)));
      }
      return Optional.of(new ItemContext(index++, Optional.empty(), item, uri));
    } catch (RuntimeException e) {
      throw new IOException("row " + index + " is not readable: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    rows.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The object as the reader wants it.
  private record Input(RangedObject object, String name) implements InputFile {
    @Override
    public void open() {}

    @Override
    public ByteBuffer readRange(long start, int length) throws IOException {
      return object.read(start, length);
    }

    @Override
    public long length() {
      return object.sizeBytes();
    }

    @Override
    public void close() throws IOException {
      object.close();
    }
  }
}
