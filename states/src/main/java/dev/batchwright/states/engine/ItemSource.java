package dev.batchwright.states.engine;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/// The items of a Map Run, one after the other.
interface ItemSource extends AutoCloseable {

  /// The next item, or empty at the end.
  ///
  /// @throws IOException when the data set cannot be read; becomes `States.ItemReaderFailed`
  Optional<ItemContext> next() throws IOException;

  /// How many items there are, where that is known beforehand.
  OptionalLong size();

  @Override
  void close();

  /// Items that are in memory.
  static ItemSource of(MapItems items) {
    return new ItemSource() {
      private final Iterator<ItemContext> iterator = items.iterator();

      @Override
      public Optional<ItemContext> next() {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(items.size());
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
      public OptionalLong size() {
        OptionalLong size = source.size();
        return size.isPresent() ? OptionalLong.of(Math.min(size.getAsLong(), maxItems)) : size;
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }
}
