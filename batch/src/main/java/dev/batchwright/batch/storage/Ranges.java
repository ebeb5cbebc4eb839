package dev.batchwright.batch.storage;

/// Which ranges of an object a stream asks for, one after the other.
sealed interface Ranges permits RangePlan, SliceRanges {

  /// Where reading starts.
  long startByte();

  /// Length of the range that starts at `atByte`; 0 where reading ends.
  int lengthAt(long atByte);

  /// Whether the range that starts at `atByte` may be asked for before the reader comes to it.
  boolean isExpected(long atByte);

  /// How many ranges may be asked for ahead of the one that is read.
  int ahead();
}
