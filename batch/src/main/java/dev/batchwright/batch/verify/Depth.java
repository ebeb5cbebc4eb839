package dev.batchwright.batch.verify;

/// How much is looked at.
public enum Depth {
  /// Names, sizes and ETags: a listing of the output, the manifest and the commits. No output is
  /// read.
  QUICK,
  /// Every byte of every output as well: checksums of all parts, and rows counted by reading them.
  FULL
}
