package dev.batchwright.batch.model;

import java.util.Objects;

/// An item of the reduce stage: which partition, and where the list of its slices is.
///
/// @param partition the partition's number, from 0
/// @param shuffle the fingerprint of the shuffle that it is a partition of
/// @param startByte where the partition's lines start in the list of slices
/// @param endByte one past their end
public record ReduceItem(int partition, String shuffle, long startByte, long endByte) {

  public ReduceItem {
    Objects.requireNonNull(shuffle, "shuffle");
    if (partition < 0 || startByte < 0 || endByte < startByte) {
      throw new IllegalArgumentException(
          "partition %d at [%d, %d) is no item".formatted(partition, startByte, endByte));
    }
  }
}
