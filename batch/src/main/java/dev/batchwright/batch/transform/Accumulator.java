package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;

/// One partial aggregate of all groups, by group number: values are added, partial results of other
/// workers merged, in any order and any grouping with the same result. Holds its state in arrays,
/// so that there is no object a group.
abstract class Accumulator {

  /// Makes room for groups below `count`, and empties those from `from` on. From 0 on, all that
  /// there was is forgotten.
  abstract void open(int from, int count);

  /// Adds the current row's value, which has been evaluated.
  abstract void add(int group);

  /// Writes a group's partial result.
  abstract void encode(int group, ByteBuilder out);

  /// Adds a partial result.
  abstract void merge(int group, KeyCursor in);

  /// About how many bytes each group holds here.
  abstract int bytesPerGroup();

  /// Bytes held beside those, which differ from group to group.
  long extraBytes() {
    return 0;
  }
}
