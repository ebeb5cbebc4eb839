/// Stages `Plan partitions` and `Reduce partitions`.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.reduce;
