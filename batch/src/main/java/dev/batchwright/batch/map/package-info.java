/// Stages `Map chunks` and `Check seams`.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.map;
