package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.InputObject;
import java.util.List;
import java.util.Objects;

/// The partitions of one shuffle. Whoever writes it first has planned them.
///
/// @param shuffle the shuffle's fingerprint
/// @param entries entries of all partitions
/// @param bytes bytes of all sorted runs
/// @param slices the list of slices, JSON Lines: for each partition its key range, then its slices
/// @param partitions where each partition's lines are
public record PartitionList(
    String shuffle, long entries, long bytes, InputObject slices, List<Place> partitions) {

  public PartitionList {
    Objects.requireNonNull(shuffle, "shuffle");
    Objects.requireNonNull(slices, "slices");
    partitions = List.copyOf(partitions);
  }

  /// Bytes `[startByte, endByte)` of the list of slices.
  ///
  /// @param startByte where a partition's lines start
  /// @param endByte one past their end
  public record Place(long startByte, long endByte) {}
}
