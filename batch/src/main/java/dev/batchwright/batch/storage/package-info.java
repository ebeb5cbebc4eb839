/// The object store: a small port that says what is atomic, S3 behind it, and streams over it.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.storage;
