package dev.batchwright.batch.storage;

/// What can be set of [S3Storage].
///
/// @param checksInputs whether what is read of large objects is held against their checksums
/// @param partBytes size of the parts of uploads
record S3Tuning(boolean checksInputs, int partBytes) {

  static final S3Tuning DEFAULT = new S3Tuning(true, Storage.PART_BYTES);
}
