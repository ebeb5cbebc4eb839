package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// All objects under a prefix, in the order of their keys, a page at a time in memory.
public final class Listing implements Iterator<StoredObject> {

  private final Storage storage;
  private final S3Location prefix;
  private List<StoredObject> page = List.of();
  private int next;
  private String after = "";
  private boolean more = true;

  public Listing(Storage storage, S3Location prefix) {
    this.storage = storage;
    this.prefix = prefix;
  }

  @Override
  public boolean hasNext() {
    while (next == page.size() && more) {
      ListPage answer = storage.list(prefix, after);
      page = answer.objects();
      more = answer.more() && !page.isEmpty();
      next = 0;
      if (more) {
        after = page.getLast().location().key();
      }
    }
    return next < page.size();
  }

  @Override
  public StoredObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException(prefix + " has no more objects");
    }
    return page.get(next++);
  }

  /// Passes over all keys up to this one.
  public void skipTo(String key) {
    page = List.of();
    next = 0;
    more = true;
    after = key;
  }
}
