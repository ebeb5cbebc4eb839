package dev.batchwright.local.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One page of a listing.
///
/// @param objects in key order
/// @param commonPrefixes in key order
/// @param next where the next page begins, empty on the last
record ListPage(
    List<StoredObject> objects, List<String> commonPrefixes, Optional<ListPosition> next) {

  ListPage {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  int size() {
    return objects.size() + commonPrefixes.size();
  }

  /// Lists up to `maxKeys` objects and common prefixes.
  ///
  /// @param delimiter empty for none
  static ListPage list(
      Bucket bucket, String prefix, String delimiter, ListPosition from, int maxKeys)
      throws IOException {
    List<StoredObject> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    if (maxKeys == 0) {
      return new ListPage(objects, prefixes, Optional.empty());
    }
    KeyWalk walk = new KeyWalk(bucket, prefix, from.after());
    if (from.wholePrefix()) {
      walk.skip(from.after());
    }
    ListPosition last = from;
    Optional<KeyWalk.Entry> entry = walk.next();
    for (; entry.isPresent() && objects.size() + prefixes.size() < maxKeys; entry = walk.next()) {
      String key = entry.get().key();
      int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (at >= 0) {
        String common = key.substring(0, at + delimiter.length());
        prefixes.add(common);
        walk.skip(common);
        last = new ListPosition(common, true);
      } else {
        bucket.describe(entry.get()).ifPresent(objects::add);
        last = new ListPosition(key, false);
      }
    }
    return new ListPage(
        objects, prefixes, entry.isPresent() ? Optional.of(last) : Optional.empty());
  }
}
