package dev.batchwright.states.engine;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The items of several objects, one object after the other and one open at a time, counted
/// through.
final class ChainedItems implements ItemSource {

  /// Opens one of the objects.
  @FunctionalInterface
  interface Opening {
    ItemSource open(ObjectPlace place) throws IOException;
  }

  private final Iterator<ObjectPlace> places;
  private final Opening opening;
  private final Runnable atClose;
  private @Nullable ItemSource current;
  private @Nullable ObjectPlace place;
  private long index;

  ChainedItems(Iterator<ObjectPlace> places, Opening opening, Runnable atClose) {
    this.places = places;
    this.opening = opening;
    this.atClose = atClose;
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    try {
      while (true) {
        if (current == null) {
          if (!places.hasNext()) {
            return Optional.empty();
          }
          place = places.next();
          current = opening.open(place);
        }
        Optional<ItemContext> item = current.next();
        if (item.isPresent()) {
          return Optional.of(item.get().at(index++));
        }
        closeCurrent();
      }
    } catch (IOException e) {
      throw new IOException("[" + place + "] " + e.getMessage(), e);
    }
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public void close() {
    closeCurrent();
    atClose.run();
  }
}
