package dev.batchwright.batch.commit;

/// One sorted run within a shuffle object: blocks in `[startByte, indexByte)`, and the index of
/// their first keys in `[indexByte, endByte)`.
///
/// @param startByte where its blocks start
/// @param indexByte one past its blocks, where its index starts
/// @param endByte one past its index
/// @param entries entries in it
public record SortedRun(long startByte, long indexByte, long endByte, long entries) {

  public SortedRun {
    if (startByte < 0 || indexByte <= startByte || endByte <= indexByte || entries < 1) {
      throw new IllegalArgumentException(
          "run [%d, %d, %d) of %d entries".formatted(startByte, indexByte, endByte, entries));
    }
  }
}
