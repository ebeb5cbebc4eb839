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

  /// The refusal of an item that no selector could make small enough to read.
  ///
  /// @param which such as `line 7`
  static IOException tooLarge(String which) {
    return new IOException(
        which
            + " is larger than "
            + Limits.MAX_READ_ITEM_BYTES
            + " bytes, the most that an item may have before ItemSelector");
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
