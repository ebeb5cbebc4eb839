package dev.batchwright.local.s3;

/// What a stored checksum is of.
enum ChecksumType {
  /// Of the object's bytes.
  FULL_OBJECT,
  /// Of the parts' checksums one after the other; its text ends in a hyphen and their number.
  COMPOSITE
}
