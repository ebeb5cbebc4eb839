package dev.batchwright.states.engine;

import dev.batchwright.states.Limits;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/// The items of a Map Run, one after the other.
interface ItemSource extends AutoCloseable {

  /// The next item, or empty at the end.
  ///
  /// @throws IOException when the data set cannot be read; becomes `States.ItemReaderFailed`
  Optional<ItemContext> next() throws IOException;

  @Override
  void close();

  /// Refuses items that no selector could make small enough to read.
  ///
  /// @param size bytes or characters, whichever is at hand
  /// @param where for the message
  static void checkSize(long size, String where) throws IOException {
    if (size > Limits.MAX_READ_ITEM_BYTES) {
      throw new IOException(
          where + " has " + size + " bytes, at most " + Limits.MAX_READ_ITEM_BYTES + " are read");
    }
  }

  /// Items that are in memory.
  static ItemSource of(MapItems items) {
    return new ItemSource() {
      private final Iterator<ItemContext> iterator = items.iterator();

      @Override
      public Optional<ItemContext> next() {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  /// At most `maxItems` of them.
  static ItemSource limited(ItemSource source, long maxItems) {
    return new ItemSource() {
      private long taken;

      @Override
      public Optional<ItemContext> next() throws IOException {
        if (taken >= maxItems) {
          return Optional.empty();
        }
        taken++;
        return source.next();
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }
}
