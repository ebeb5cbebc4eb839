package dev.batchwright.batch.storage;

import java.util.List;

/// One page of a listing.
///
/// @param objects objects in the order of their keys' UTF-8 bytes
/// @param more whether there are more after the last of them
public record ListPage(List<StoredObject> objects, boolean more) {

  public ListPage {
    objects = List.copyOf(objects);
  }
}
