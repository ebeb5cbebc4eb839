/// Sorts what mappers hand on, keeps it in S3, and merges it back.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.shuffle;
