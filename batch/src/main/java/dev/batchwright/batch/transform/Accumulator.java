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

  /// Whether [#add(BlockRows, int[])] can be used from now on: whether its value is a vector.
  boolean vectorize(Vectors vectors) {
    return false;
  }

  /// Computes the values of the selected rows; those that cannot be are not selected any more.
  void compute(BlockRows rows) {
    throw new IllegalStateException("rows are added one by one here");
  }

  /// Adds the values of the selected rows, which have been computed.
  ///
  /// @param groups the groups, by row of the block
  void add(BlockRows rows, int[] groups) {
    throw new IllegalStateException("rows are added one by one here");
  }

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
