package dev.batchwright.batch.storage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One page of a listing.
///
/// @param objects objects in the order of their keys' UTF-8 bytes
/// @param nextToken what to ask the next page with, or empty after the last one
public record ListPage(List<StoredObject> objects, Optional<String> nextToken) {

  public ListPage {
    objects = List.copyOf(objects);
    Objects.requireNonNull(nextToken, "nextToken");
  }
}
